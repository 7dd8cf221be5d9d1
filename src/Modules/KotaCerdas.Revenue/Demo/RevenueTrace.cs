using KotaCerdas.Platform;

namespace KotaCerdas.Revenue.Demo;

/// <summary>
/// What generated offices leave in the module's tables: registers and imports that they recorded, and what hangs on them, also where
/// somebody else added to it; rules that only they approved are drafts again.
/// </summary>
internal static class RevenueTrace
{
    private static readonly string ByOffice = DemoTrace.Is("recorded_by", "office");
    private static readonly string OfBatch = DemoTrace.Is("batch_id", "revenue-batch");
    private static readonly string NamedOffice = DemoTrace.Is("recorded_by_name", "office");
    private static readonly string OfImport = DemoTrace.Is("import_id", "revenue-import");

    public static DemoTrace Of { get; } = new(
        [
            DemoTrace.Mark("revenue-import", "id", $"revenue_import where {ByOffice}"),
            DemoTrace.Mark("journal", "journal_id", $"revenue_opening_village where {OfImport}"),
            DemoTrace.Mark("revenue-batch", "id", $"revenue_batch where {DemoTrace.Is("recorded_by", "account")}"),
            DemoTrace.Mark("revenue-revaluation", "id", $"revenue_revaluation where {DemoTrace.Is("recorded_by", "account")}"),
            DemoTrace.Mark("revenue-changed-bill", "nop", $"revenue_bill where cycle > 1 and {OfBatch}"),
            DemoTrace.Mark("revenue-find", "id", $"revenue_survey_find where {DemoTrace.Is("received_by", "account")}"),
            DemoTrace.Mark(
                "revenue-register-change", "id",
                $"revenue_register_change as x where {OfObject("nop")} or {DemoTrace.Is("proposed_by", "account")}"),
            DemoTrace.Mark("revenue-kind-object", "object_id", $"revenue_kind_object where version = 1 and {ByOffice}"),
            DemoTrace.Mark("revenue-print", "id", $"revenue_print_run where {ByOffice} or {OfBatch}"),
            DemoTrace.Mark("revenue-correction", "id", $"revenue_bill_correction as x where {OfObject("nop")}"),
            DemoTrace.Mark(
                "revenue-claim", "id",
                $"revenue_claim as x where {DemoTrace.Is("user_id", "account")} or {OfObject("nop")} or {OfTaxpayer("taxpayer_id")}"),
            DemoTrace.Mark(
                "revenue-request", "id",
                $"revenue_request as x where {NamedOffice} or {DemoTrace.Is("asked_by", "account")} or {OfCharge("charge_id")}"),
        ],
        [
            .. new[] { "revenue_print_part", "revenue_print_seal" }
                .Select(table => $"delete from {table} where {DemoTrace.Is("run_id", "revenue-print")}"),
            $"delete from revenue_print_run where {DemoTrace.Is("id", "revenue-print")}",
            $"delete from revenue_paper where {ByOffice}",
            $"delete from revenue_delivery as x where {ByOffice} or {OfObject("nop")}",
            $"delete from revenue_bill_correction_step where {DemoTrace.Is("correction_id", "revenue-correction")}",
            $"delete from revenue_bill_correction where {DemoTrace.Is("id", "revenue-correction")}",
            $"delete from revenue_claim_end where {DemoTrace.Is("claim_id", "revenue-claim")}",
            $"delete from revenue_claim where {DemoTrace.Is("id", "revenue-claim")}",
            $"delete from revenue_connection_code as x where {ByOffice} or {OfTaxpayer("taxpayer_id")}",
            $"delete from revenue_own_place where {DemoTrace.Is("user_id", "account")}",
            $"delete from revenue_target where {ByOffice}",
            .. new[]
            {
                "revenue_dispatch", "revenue_bill", "revenue_batch_refusal", "revenue_batch_book", "revenue_batch_village",
                "revenue_batch_event",
            }.Select(table => $"delete from {table} where {OfBatch}"),
            $"delete from revenue_batch where {DemoTrace.Is("id", "revenue-batch")}",
            $"delete from revenue_revaluation_event where {DemoTrace.Is("revaluation_id", "revenue-revaluation")}",
            $"delete from revenue_revaluation where {DemoTrace.Is("id", "revenue-revaluation")}",
            $"delete from revenue_rule_approval where {DemoTrace.Is("approver", "account")}",
            $"delete from revenue_rule_test where {DemoTrace.Is("ran_by", "account")}",
            $"delete from revenue_rule_content where {DemoTrace.Is("loaded_by", "account")}",
            .. new[] { "revenue_legacy_payment", "revenue_legacy_bill", "revenue_import_exception", "revenue_import_proof",
                "revenue_opening_village", "revenue_opening", "revenue_taken_building", "revenue_taken_facility" }
                .Select(table => $"delete from {table} where {OfImport}"),
            $"delete from revenue_import where {DemoTrace.Is("id", "revenue-import")}",
            $"delete from revenue_reduction where {NamedOffice}",
            $"delete from revenue_assessment_event as x where {OfObject("nop")}",
            $"delete from revenue_letter_delivery as x where {ByOffice} or {OfCharge("charge_id")}",
            $"delete from revenue_decision as x where {OfProposal("proposal_id")}",
            $"delete from revenue_proposal where {NamedOffice}",
            $"delete from revenue_deemed_decision as x where {DemoTrace.Is("request_id", "revenue-request")} or {OfCharge("charge_id")}",
            $"delete from revenue_closed_request as x where {DemoTrace.Is("request_id", "revenue-request")} or {OfCharge("charge_id")}",
            $"delete from revenue_request where {DemoTrace.Is("id", "revenue-request")}",
            $"delete from revenue_assessment_file as x where {OfCharge("owner_id")}",
            $"delete from revenue_assessment_event as x where {OfCharge("charge_id")}",
            $"delete from revenue_assessment as x where x.cycle > 1 and {OfCharge("charge_id")}",
            $"delete from revenue_assessment where {NamedOffice}",
            $"delete from revenue_return_link where {ByOffice}",
            $"delete from revenue_register_change_decision where {DemoTrace.Is("change_id", "revenue-register-change")}",
            $"delete from revenue_register_change where {DemoTrace.Is("id", "revenue-register-change")}",
            $"delete from revenue_kind_object where {DemoTrace.Is("object_id", "revenue-kind-object")} or {ByOffice}",
            $"delete from revenue_nopd_mask where {ByOffice}",
            $"delete from revenue_object_link as x where {OfObject("from_nop")} or {OfObject("to_nop")}",
            $"delete from revenue_survey_find_decision as x where {DemoTrace.Is("find_id", "revenue-find")} or {OfObject("nop")}",
            $"delete from revenue_survey_find where {DemoTrace.Is("id", "revenue-find")}",
            $"delete from revenue_survey_decision as x where exists (select 1 from revenue_survey_report r where r.id = x.report_id and "
                + OfObject("nop", "r") + ")",
            $"delete from revenue_survey_report as x where {OfObject("nop")}",
            $"delete from revenue_survey_task as x where {OfObject("nop")}",
            $"delete from revenue_object_shape as x where {OfObject("nop")}",
            $"delete from revenue_building_valuation as x where {OfObject("nop")}",
            $"delete from revenue_building as x where {OfObject("nop")}",
            $"delete from revenue_object as x where x.version > 1 and {OfObject("nop")}",
            $"delete from revenue_object where {ByOffice}",
            $"delete from revenue_taxpayer_merge as x where {OfTaxpayer("from_id")} or {OfTaxpayer("into_id")}",
            $"delete from revenue_taxpayer_number as x where {OfTaxpayer("taxpayer_id")}",
            $"delete from revenue_taxpayer_access as x where {OfTaxpayer("taxpayer_id")}",
            $"delete from revenue_taxpayer as x where x.version > 1 and {OfTaxpayer("taxpayer_id")}",
            $"delete from revenue_taxpayer where {ByOffice}",
            $"delete from revenue_land_value where {ByOffice}",
            $"delete from revenue_npwpd_mask where {ByOffice}",
            $"delete from revenue_village where {ByOffice}",
        ]);

    /// <summary>The condition that a row hangs on an object that an office registered.</summary>
    private static string OfObject(string column, string row = "x") =>
        $"exists (select 1 from revenue_object o where o.region_code = {row}.region_code and o.nop = {row}.{column} and o.version = 1 "
        + $"and {DemoTrace.Is("o.recorded_by", "office")})";

    /// <summary>The condition that a row <c>x</c> hangs on a charge that an office issued.</summary>
    private static string OfCharge(string column) =>
        $"exists (select 1 from revenue_assessment c where c.region_code = x.region_code and c.charge_id = x.{column} and c.cycle = 1 "
        + $"and {DemoTrace.Is("c.recorded_by_name", "office")})";

    /// <summary>The condition that a row <c>x</c> hangs on a proposal of an office.</summary>
    private static string OfProposal(string column) =>
        $"exists (select 1 from revenue_proposal p where p.region_code = x.region_code and p.id = x.{column} "
        + $"and {DemoTrace.Is("p.recorded_by_name", "office")})";

    /// <summary>The condition that a row <c>x</c> hangs on a taxpayer whom an office registered.</summary>
    private static string OfTaxpayer(string column) =>
        $"exists (select 1 from revenue_taxpayer t where t.region_code = x.region_code and t.taxpayer_id = x.{column} "
        + $"and t.version = 1 and {DemoTrace.Is("t.recorded_by", "office")})";
}
