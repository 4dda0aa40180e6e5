"""Members and sentences from filings, through the models that map them, with the committed rules."""

from __future__ import annotations

from datetime import date

import duckdb
import polars as pl
import pytest

from tests.support.model_sql import model_sql

CHINA = {
    "country:CN": "unspecified",
    "nvda:ChinaIncludingHongKongMember": "including_hong_kong",
    "mu:MainlandChinaMember": "mainland",
    "lrcx:ChinaMember": "unspecified",
    "intc:ChinaIncludingHongKongMember": "including_hong_kong",
    "abc:PeoplesRepublicOfChinaMember": "unspecified",
    "abc:ThePeoplesRepublicOfChinaMember": "unspecified",
    "abc:PRCMember": "unspecified",
    "abc:CHINAMember": "unspecified",
    "abc:ChinaMainlandMember": "mainland",
    "avgo:ChinaIncludingHongKongMember": "including_hong_kong",
    "abc:HongKongAndChinaMember": "including_hong_kong",
    "abc:GreaterChinaMember": "greater_china",
    "aapl:GreaterChinaSegmentMember": "greater_china",
    "abc:ChinaIncludingHongKongAndMacauMember": "including_hong_kong_and_macau",
    "abc:ChinaHongKongAndMacauMember": "including_hong_kong_and_macau",
    "abc:ChinaExcludingHongKongMember": "mainland",
    "mu:ChinaExcludingHongKongMember": "mainland",
    "mu:MainlandChinaExcludingHongKongMember": "mainland",
    "abc:ChinaExcludingHongKongAndMacauMember": "mainland",
    "abc:ChinaExcludingTaiwanHongKongAndMacauMember": "mainland",
    "abc:ChinaExcludingTaiwanMember": "unspecified",
    "abc:AsiaChinaMember": "unspecified",
    "abc:AsiaPacificChinaMember": "unspecified",
    "abc:ChinaAndHongKongMember": "including_hong_kong",
    "abc:ChinaHongKongMember": "including_hong_kong",
    "qcom:ChinaIncludingHongKongMember": "including_hong_kong",
    "abc:ChinaInclHongKongMember": "including_hong_kong",
    "abc:ChinaInclusiveOfHongKongMember": "including_hong_kong",
    "abc:China_Including_Hong_Kong_Member": "including_hong_kong",
    "abc:MainlandChinaAndHongKongMember": "including_hong_kong",
    "abc:PRCIncludingHongKongMember": "including_hong_kong",
    "abc:GreaterChinaRegionMember": "greater_china",
    "abc:GreaterChinaExcludingTaiwanMember": "including_hong_kong_and_macau",
    "abc:ChinaIncludingHongKongAndTaiwanMember": "greater_china",
    "abc:GreaterChinaIncludingTaiwanMember": "greater_china",
    "abc:GreaterChinaIncludingHongKongAndTaiwanMember": "greater_china",
    "abc:CNMember": "unspecified",
    "abc:CHNMember": "unspecified",
    "abc:CustomersInChinaMember": "unspecified",
    "abc:ChinaCustomersMember": "unspecified",
    "abc:ChinaPRCMember": "unspecified",
    "abc:PeoplesRepublicOfChinaPRCMember": "unspecified",
    "abc:PeoplesRepublicOfChinaIncludingHongKongMember": "including_hong_kong",
    "abc:ChinaMacauAndHongKongMember": "including_hong_kong_and_macau",
    "abc:ChinaCountryMember": "unspecified",
    "abc:ChinaIncludingHongKongSARMember": "including_hong_kong",
    "apac:ChinaMember": "unspecified",
    "abc:PRCExcludingHongKongMember": "mainland",
    "abc:MainlandPRCMember": "mainland",
    "abc:PeoplesRepublicofChinamember": "unspecified",
    "chinayuchai:PRCMember": "unspecified",
    "abc:HongKongMacauAndMainlandChinaMember": "including_hong_kong_and_macau",
    "nonchina:ChinaMember": "unspecified",
    "exchina:ChinaMember": "unspecified",
}

ELSEWHERE = {
    "US": [
        "country:US",
        "abc:UnitedStatesMember",
        "abc:USMember",
    ],
    "TW": [
        "country:TW",
        "abc:TaiwanProvinceOfChinaMember",
        "abc:RepublicOfChinaMember",
        "abc:RepublicOfChinaTaiwanMember",
        "abc:TaiwanRepublicOfChinaMember",
        "abc:TaiwanMember",
        "abc:TaiwanROCMember",
    ],
    "HK": [
        "country:HK",
        "abc:HongKongMember",
        "abc:HongKongSARMember",
        "abc:HongKongSpecialAdministrativeRegionMember",
    ],
    "MO": [
        "country:MO",
        "abc:MacauMember",
    ],
    "region": [
        "stpr:CA",
        "abc:NorthChinaMember",
        "abc:EastChinaMember",
        "abc:RestOfChinaMember",
        "abc:NortheastChinaMember",
        "srt:EuropeMember",
        "srt:AsiaPacificMember",
        "us-gaap:EMEAMember",
        "us-gaap:NonUsMember",
        "us-gaap:ForeignCountryMember",
        "srt:AmericasMember",
        "srt:NorthAmericaMember",
        "abc:OtherAsiaPacificMember",
        "abc:RestOfAsiaMember",
        "abc:InternationalMember",
        "abc:OutsideUnitedStatesMember",
        "abc:AsiaPacificExcludingJapanMember",
        "abc:EuropeMiddleEastAndAfricaMember",
        "abc:ForeignMember",
        "abc:OtherEuropeMember",
        "us-gaap:DomesticCountryMember",
        "prc:EuropeMember",
    ],
    "unmapped": [
        "abc:PlatinumMember",
        "abc:ChinaMobileMember",
        "abc:WidgetMember",
        "china:WidgetMember",
        "abc:BusinessSegmentMember",
        "abc:CorporateMember",
        "abc:MachinaMember",
        "abc:MerrillMember",
        "abc:PrcisionMember",
        "asiachina:WidgetMember",
        "abc:ChinawareMember",
        "abc:OrganizationOtherMember",
    ],
    "excluded_china": [
        "abc:AsiaPacificExcludingChinaMember",
        "abc:NonChinaMember",
        "abc:OutsideChinaMember",
        "abc:OutsideOfChinaMember",
        "abc:RestOfAsiaExcludingChinaMember",
        "abc:AsiaExChinaMember",
        "abc:AsiaExcludingJapanAndChinaMember",
        "abc:OtherThanChinaMember",
        "abc:CountriesOtherThanUSAndChinaMember",
        "abc:SouthChinaSeaMember",
        "abc:IndoChinaMember",
        "abc:IndochinaMember",
        "abc:ApacExceptGreaterChinaMember",
        "abc:WorldwideExcludingMainlandChinaMember",
        "abc:NonPRCMember",
    ],
    "combined": [
        "abc:ChinaAndTaiwanMember",
        "abc:TaiwanAndChinaMember",
        "abc:ChinaJapanKoreaMember",
        "abc:ChinaAndJapanMember",
        "abc:ChinaAndOtherAsiaMember",
        "abc:AsiaIncludingChinaMember",
        "abc:JapanAndChinaMember",
        "abc:AsiaPacificIncludingGreaterChinaMember",
        "abc:ChinaHongKongAndTaiwanMember",
        "abc:HongKongChinaMember",
        "abc:ChinaAndIndiaMember",
        "abc:NorthAsiaAndChinaMember",
        "abc:ChinaTaiwanMember",
        "abc:TaiwanChinaMember",
        "abc:ChinaAndSoutheastAsiaMember",
        "abc:ThailandAndChinaMember",
        "abc:SingaporeAndChinaMember",
        "abc:ChinaAndRestOfWorldMember",
    ],
    "residual": [
        "amd:OtherCountriesMember",
        "nvda:OtherCountriesMember",
        "nvda:AllOtherCountriesNotSeparatelyDisclosedMember",
        "abc:RestOfWorldMember",
        "abc:RestOfTheWorldMember",
        "abc:OtherMember",
        "abc:OtherGeographicalAreasMember",
        "abc:AllOtherMember",
        "abc:OtherForeignCountriesMember",
        "abc:OtherInternationalMember",
        "abc:ROWMember",
        "abc:AllOtherCountriesMember",
        "abc:OthersMember",
        "abc:RemainingCountriesMember",
        "abc:OtherRegionsMember",
        "lrcx:OtherGeographicRegionsMember",
    ],
    "KR": [
        "abc:KoreaMember",
        "abc:SouthKoreaMember",
        "abc:RepublicOfKoreaMember",
    ],
    "SG": [
        "abc:SingaporeMember",
    ],
    "JP": [
        "abc:JapanMember",
        "china:JapanMember",
    ],
    "DE": [
        "abc:GermanyMember",
    ],
    "GB": [
        "abc:UnitedKingdomMember",
    ],
}

SENTENCES = {
    "billing_location": [
        (
            "Revenue by geographic region is allocated to individual countries based on the location to which "
            "the products are initially billed even if the revenue is attributable to end customers in a "
            "different location."
        ),
        (
            "Concentration of Revenue Revenue by geographic region is designated based on the billing location "
            "even if the revenue may be attributable to end customers, such as enterprises and gamers in a "
            "different location."
        ),
        (
            "Revenue by geographic region is designated based on the billing location of direct customers even "
            "if the estimated revenue may be attributable to indirect customers in a different location."
        ),
        "Year Ended Jan 26, 2025 Jan 28, 2024 Geographic Revenue based upon Customer Billing Location:",
        (
            "The following table summarizes sales to external customers by geographic regions based on billing "
            "location of the customer:"
        ),
        (
            "The following table summarizes information pertaining to our revenue from customers based on the "
            "invoicing address by geographic regions:"
        ),
        "Singapore represented 22% of the second quarter total revenue based upon customer billing location.",
        "Revenue by country is based on the billing location of the customer.",
        "Net revenue by region is based on the billing location rather than the ship-to location.",
        "We changed our disclosure of revenue by region from customer headquarters to billing location.",
        "Revenue by geographic areas is based upon the billing location of the customer.",
        "Net revenue is attributed to countries based on the bill-to location of customers.",
        "Revenue by country is based on where we bill our customers.",
        "Revenue by geography is based on the billing addresses of our customers.",
        "Revenue is disaggregated by geographic region based on the billing location.",
        "Revenue is attributed to the country to which we bill the customer.",
        "Revenue is reported by the country to which the Company issues its invoices.",
        "The Company assigns its revenue to countries by the billing address of the customer.",
    ],
    "customer_headquarters": [
        "(In millions) Geographic Revenue based upon Customer Headquarters Location (1) :",
        "Geographic Revenue based upon Customer Headquarters Location (1) :",
        (
            "Revenue by geographic region is designated based on the location of the customers' headquarters "
            "of direct customers even if the estimated revenue may be attributable to indirect customers in a "
            "different location."
        ),
        (
            "We believe changing to revenue based upon the location of our customers’ headquarters provides a "
            "better representation of the geographic profile of our revenue."
        ),
        (
            "Previously, revenue by geographic area was reported based on the billing location of our "
            "customers. Beginning in fiscal 2026, revenue by geographic area is based on customer "
            "headquarters."
        ),
        (
            "Revenue by geographic area is based on the location of customers' headquarters. Prior periods "
            "were based on billing location."
        ),
        "Prior period amounts have been recast to be based on customer headquarters location.",
        "Revenue based on the geographic location of our customers’ headquarters was as follows:",
        "Revenue based on the geographic location of our customers' headquarters was as follows:",
        "Revenue by geography is determined based on where our customers are headquartered.",
        (
            "Revenue from sales to customers headquartered outside of the United States accounted for 31% and "
            "34% of total revenue."
        ),
        (
            "In the third quarter we changed the basis of geographic revenue from the billing location to the "
            "location of the customers’ headquarters."
        ),
        (
            "(In millions) Geographic Revenue based upon Customer Headquarters Location (1) : United States $ "
            "39,177 (1) Previously, revenue by geographic area was reported based on the billing location of "
            "our customers."
        ),
    ],
    "unknown": [
        "End customer location may be different than our customer’s billing location.",
        "The end customer and shipping location may be different from our customers’ headquarters location.",
        (
            "The licensing requirements also apply to the export of products exceeding certain performance "
            "thresholds to a party headquartered in, or with an ultimate parent headquartered in, Country "
            "Group D5, including China."
        ),
        (
            "Our corporate headquarters, a large portion of our current data center capacity, are located in "
            "California, making our operations vulnerable to natural disasters."
        ),
        "Prior periods were based on billing location.",
        (
            "Previously, revenue by geographic area was reported based on the billing location of our "
            "customers, which often reflected a customer’s centralized invoicing location, even though our "
            "products were shipped elsewhere."
        ),
        "We collect sales tax based on the ship-to address of the customer.",
        "Revenue is recognized upon delivery based on the shipping terms.",
        "Long-lived assets are based on the physical location of the assets.",
        "Our headquarters is in Santa Clara, California.",
        "Revenue is recognized when title transfers to the customer.",
        "We ship to customers in many countries.",
        (
            "On April 9, 2025, the USG informed us that it requires a license for export to China (including "
            "Hong Kong and Macau) and D:5 countries, or to companies headquartered or with an ultimate parent "
            "therein."
        ),
        "Accounts receivable are concentrated based on customer location.",
        "Our sales to China could be affected by controls on shipments to customers headquartered in China.",
        "Until fiscal 2020, we reported sales by the ship-to location.",
        "We ship products to many countries and classify revenue by customer size.",
    ],
    "ship_to": [
        "Net revenue by geography is based on the ship-to location of our customers.",
        "Revenue by country is based on the ship to address of the customer.",
        "Revenue by geography is based on the ship-to addresses of our customers.",
        "Net sales are attributed to countries based on the location where the products are shipped.",
        "Revenue is attributed to countries based on where title transfers to the customer.",
        (
            "We report revenues from external customers by country based on the location to which our products "
            "or services are delivered, which for QCT is generally the country in which our customers "
            "manufacture their products, or for licensing revenues, the invoiced addresses of our licensees."
        ),
        "Geographic net sales based on customer ship-to locations were as follows:",
        (
            "Net revenue by geographic region, based on the geographic shipment location specified by "
            "customers' purchase orders, is as follows:"
        ),
        "Sales by geographic area are based upon the destination of shipments.",
        "The following tables present net revenue by geographic area based on destination of shipment:",
        (
            "Revenue is attributed to geographic areas based on the location of customers’ facilities to which "
            "products were shipped."
        ),
        "Net revenue by region is based on the ship-to location rather than the billing location.",
        "Revenue by geographic region is based on the ship-to location even if the customer is billed elsewhere.",
        "Revenues are attributed to the U.S. and other countries based on the ship-to address.",
        "Geographic revenue is attributed to the country to which we ship products.",
        "Revenue is attributed to countries based on where we ship our products.",
        "Net sales by geography are based on where the Company delivers its products.",
        "Our revenue reflects the country to which products ship, regardless of where the customer is headquartered.",
        "We now attribute revenue to the country to which we ship products.",
        "The Company allocates net sales to the region to which it ships its products.",
    ],
    "end_customer_location": [
        ("Revenue by geographic region is based on the location of the end customer rather than the billing location."),
        "Revenue by geography is based on the location of end customers.",
        "Revenue by region is based upon end-user location.",
        "Revenue is classified by the country of the end user.",
        "Revenue is categorised by the location of the end user.",
        "Revenue is disaggregated by the country of the end customer.",
    ],
    "sold_to": [
        "Net sales by geographic area are based on the sold-to location.",
        "Revenue is attributed to the country in which the products are sold.",
        "Revenue is classified by the country in which products are sold.",
        "Net sales are categorised by the country in which our products are sold.",
        "Net sales are categorized by the country in which our products are sold.",
        "We disaggregate revenue by the country in which products are sold.",
        "The Company classifies its net sales by the country in which products are sold.",
    ],
    "selling_entity_location": [
        "Revenues by geography are based on the location of the selling entity.",
        "Sales are attributed to geographic areas based on the location of the subsidiary that made the sale.",
        "Revenue by country is based on the country from which products are shipped.",
        "Revenue is attributed to the country from which we ship products.",
        "Revenue is classified by the country of the entity that sold the product.",
        "Revenue is disaggregated by the country of the entity that sold the products.",
        "Net sales by geographic region are based on the location of the entity that sold the product.",
    ],
    "customer_address": [
        "Revenue by geography is based on the addresses of our customers.",
        "Revenues by country are based on the address of the customer.",
        "Revenue by geographic area is based on customer addresses.",
    ],
    "sales_location": [
        "The following table presents revenues by geographic area based on the sales location of our products.",
        "Revenue by geographic area is based on the sales location.",
    ],
    "where_derived": [
        "Sales by geographic area where derived",
        "Sales by geographic area where derived:",
        "Net revenue by geographic area where revenue was derived",
    ],
    "customer_location": [
        "Revenue is attributed to countries based on the location of the customer.",
        "Net sales by geographic region are based on the country in which the customer is located.",
        "Revenue by customer location was as follows:",
        "Revenue is classified by the country in which the customer is located.",
        "Sales by geography reflect the location of the customer.",
    ],
}

SCOPES = {
    "greater_china": [
        "(1) China includes Hong Kong and Taiwan.",
        "Greater China includes China mainland, Hong Kong and Taiwan.",
        "China (including Taiwan)",
        "Taiwan is included in China.",
    ],
    "including_hong_kong_and_macau": [
        "China includes Hong Kong and Macau.",
        "China (including Hong Kong and Macao)",
        "China comprises mainland China, Hong Kong and Macau.",
        "Hong Kong and Macau are included in China.",
    ],
    "including_hong_kong": [
        "China (including Hong Kong)",
        "China, including Hong Kong",
        "China (includes Hong Kong)",
        "CHINA (INCLUDING HONG KONG)",
        "China consists of mainland China and Hong Kong.",
        "Revenue for Hong Kong is included in China.",
        "PRC (including Hong Kong)",
    ],
    "mainland": [
        "China (excluding Hong Kong)",
        "China excludes Hong Kong and Taiwan.",
        "China other than Hong Kong",
        "Hong Kong is excluded from China.",
    ],
    "unspecified": [
        "China",
        "Greater China",
        "China, excluding Taiwan",
        "China and Hong Kong",
        "Asia includes China, Hong Kong and Taiwan.",
        "Hong Kong includes our regional office.",
    ],
}


def spelled(text: str) -> list[str]:
    """A sentence with straight and with curly apostrophes."""
    return [text.replace("’", "'"), text.replace("'", "’")]


@pytest.fixture(scope="module")
def places(reference: dict[str, pl.DataFrame]) -> dict[str, tuple[str, str | None]]:
    """Place and scope of every member, as int_geography_members maps it."""
    members = [*CHINA, *(member for found in ELSEWHERE.values() for member in found)]
    with duckdb.connect() as con:
        con.register("int_facts", pl.DataFrame({"cik": "a", "geography_member": members}).to_arrow())
        con.register("stg_reference__geography_members", reference["geography_members"].to_arrow())
        query = f"select geography_member, geography, geography_scope from ({model_sql('int_geography_members')})"  # noqa: S608 - ours
        return {member: (place, scope) for member, place, scope in con.execute(query).fetchall()}


@pytest.fixture(scope="module")
def bases(reference: dict[str, pl.DataFrame]) -> dict[str, str]:
    """Basis of a filing that has one sentence, as int_geography_basis finds it, by that sentence."""
    sentences = [text for found in SENTENCES.values() for one in found for text in spelled(one)]
    passages = pl.DataFrame({"text": sentences}).unique(maintain_order=True).with_row_index("passage_no")
    passages = passages.with_columns(
        cik=pl.lit("a"),
        accession=pl.col("passage_no").cast(pl.String),
        document=pl.lit("d"),
        facts_away=pl.lit(0),
        fact_no=pl.lit(1),
    )
    with duckdb.connect() as con:
        con.register("stg_edgar__passages", passages.to_arrow())
        con.register("int_facts", passages.select("cik", "accession").to_arrow())
        con.register("stg_reference__geography_basis_rules", reference["geography_basis_rules"].to_arrow())
        con.register("stg_reference__geography_basis_overrides", reference["geography_basis_overrides"].to_arrow())
        con.execute(
            "create table int_filings (cik varchar, accession varchar, base_form varchar, report_date date,"
            " is_amendment boolean, known_at timestamp)"
        )
        con.execute(f"create view int_basis_sentences as {model_sql('int_basis_sentences')}")
        bases = model_sql("int_geography_basis")
        query = f"select text, geography_basis from ({bases}) join stg_edgar__passages using (accession)"  # noqa: S608 - ours
        return dict(con.execute(query).fetchall())


@pytest.fixture(scope="module")
def scopes(reference: dict[str, pl.DataFrame]) -> dict[str, str]:
    """What China includes by a filing that has one sentence, as int_china_scopes finds it, by that sentence.

    Each sentence is of a company of its own, since a filing that does not say has the words of the others.
    """
    sentences = pl.DataFrame({"text": [text for found in SCOPES.values() for text in found]})
    passages = sentences.with_row_index("passage_no").with_columns(
        cik=pl.col("text"), accession=pl.lit("x-1"), document=pl.lit("d"), facts_away=pl.lit(0)
    )
    china = passages.select(
        "cik", "accession", geography_member=pl.lit("country:CN"), known_at=pl.lit(date(2024, 2, 1))
    )
    members = china.with_columns(geography=pl.lit("CN"), geography_scope=pl.lit("unspecified"))
    with duckdb.connect() as con:
        con.register("stg_edgar__passages", passages.to_arrow())
        con.register("int_facts", china.to_arrow())
        con.register("int_geography_members", members.to_arrow())
        con.register("stg_reference__geography_scope_rules", reference["geography_scope_rules"].to_arrow())
        query = f"select cik, geography_scope from ({model_sql('int_china_scopes')})"  # noqa: S608 - ours
        return dict(con.execute(query).fetchall())


@pytest.mark.parametrize(("member", "scope"), CHINA.items())
def test_a_member_is_china_in_whatever_name(places: dict[str, tuple[str, str | None]], member: str, scope: str) -> None:
    assert places[member] == ("CN", scope)


@pytest.mark.parametrize(("place", "member"), [(place, m) for place, members in ELSEWHERE.items() for m in members])
def test_a_member_is_not_china(places: dict[str, tuple[str, str | None]], place: str, member: str) -> None:
    assert places[member] == (place, None)


@pytest.mark.parametrize(("basis", "text"), [(basis, t) for basis, texts in SENTENCES.items() for t in texts])
def test_a_sentence_tells_the_basis(bases: dict[str, str], basis: str, text: str) -> None:
    assert [bases[one] for one in spelled(text)] == [basis, basis]


@pytest.mark.parametrize(("scope", "text"), [(scope, t) for scope, texts in SCOPES.items() for t in texts])
def test_a_sentence_tells_what_china_includes(scopes: dict[str, str], scope: str, text: str) -> None:
    assert scopes[text] == scope


def test_no_two_rules_of_one_priority_say_different_things_of_a_member(reference: dict[str, pl.DataFrame]) -> None:
    rules = reference["geography_members"]
    members = [*CHINA, *(m for found in ELSEWHERE.values() for m in found)]
    with duckdb.connect() as connection:
        connection.register("rules", rules.to_arrow())
        connection.register("members", pl.DataFrame({"member": members}).to_arrow())
        tied = connection.execute("""
            select member, priority from members, rules where regexp_matches(member, pattern, 'i')
            group by all having count(distinct geography || coalesce(scope, '')) > 1
        """).fetchall()
    assert tied == []


def test_the_bases_settled_by_hand(reference: dict[str, pl.DataFrame]) -> None:
    """Filings that are not available as documents, all of which have figures that were read by hand or quoted."""
    settled = dict(reference["geography_basis_overrides"].select("accession", "geography_basis").iter_rows())
    assert settled == {
        "0001045810-26-000021": "customer_headquarters",
        "0000002488-25-000012": "billing_location",
        "0001045810-26-000052": "customer_headquarters",
        "0001045810-26-000075": "customer_headquarters",
        "0000002488-26-000018": "billing_location",
        "0000050863-25-000009": "billing_location",
        "0000097476-25-000007": "customer_headquarters",
        "0000723125-25-000028": "customer_headquarters",
        "0000707549-26-000037": "ship_to",
        "0000707549-24-000106": "ship_to",
        "0000707549-23-000102": "ship_to",
        "0000707549-22-000107": "ship_to",
        "0000707549-21-000136": "ship_to",
        "0000804328-25-000085": "customer_headquarters",
        "0001730168-25-000121": "ship_to",
        "0001730168-24-000139": "ship_to",
        "0001628280-25-056742": "ship_to",
        "0000006951-24-000044": "ship_to",
        "0000006951-23-000041": "ship_to",
        "0000006951-22-000043": "ship_to",
        "0000006951-21-000043": "ship_to",
    }
    assert settled.keys() <= set(reference["curated_facts"]["accession"])
