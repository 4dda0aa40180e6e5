{# Why a series has no figure for a period, as a sentence made of the code and details in int_value_versions. #}
{% macro missing_value_reason(v) -%}
    case {{ v }}.null_reason_code
        when 'filings_disagree'
            then 'filings accepted at the same moment disagree, one of them ' || {{ v }}.accession
        when 'facts_disagree' then 'facts for this period disagree in ' || {{ v }}.accession
        when 'value_unreadable' then 'no readable value in ' || {{ v }}.accession
        when 'implausible_value'
            then
                {{ v }}.accession || ' gives ' || {{ usd(v ~ '.withheld_usd') }} || ', which is not plausible: '
                || {{ v }}.withheld_formula
        when 'derived_above_total'
            then
                {{ v }}.withheld_formula || ' would give ' || {{ usd(v ~ '.withheld_usd') }}
                || ': more than the total of ' || {{ usd(v ~ '.total_usd') }} || ', so the two do not mean the same'
        when 'derived_below_zero'
            then
                {{ v }}.withheld_formula || ' would give ' || {{ usd(v ~ '.withheld_usd') }} || ': less than nothing, so '
                || if({{ v }}.geography = 'total', 'they', 'the two') || ' do not mean the same'
        when 'derived_zero_by_rounding'
            then
                {{ v }}.withheld_formula || ' would give ' || {{ usd(v ~ '.withheld_usd') }}
                || ': less than nothing, within rounding'
        when 'operands_of_two_vintages'
            then {{ v }}.withheld_formula || ' would be of two vintages: ' || {{ v }}.caveat
        when 'filing_document_missing' then 'no document of the filing for this period is available'
        when 'document_set_incomplete' then 'not all pages of the filing for this period were read'
        when 'not_reported' then 'not reported'
        when 'not_reported_on_basis' then 'not reported on this basis'
        when 'operands_differ' then {{ operands_unavailable(v) }} || 'they are of different concepts or scope'
        when 'operand_missing'
            then
                {{ operands_unavailable(v) }} || case
                    when {{ v }}.is_whole_reported then {{ v }}.less_period_type || ' is not available'
                    when {{ v }}.is_less_reported then {{ v }}.whole_period_type || ' is not available'
                    else 'neither is available'
                end
    end
{%- endmacro %}

{# The beginning of that sentence where the figure could have been derived from two others. #}
{% macro operands_unavailable(v) -%}
    'not reported' || if({{ v }}.geography = 'total', '', ' on this basis') || ', and '
    || {{ v }}.whole_period_type || ' less ' || {{ v }}.less_period_type || ' cannot be had: '
{%- endmacro %}
