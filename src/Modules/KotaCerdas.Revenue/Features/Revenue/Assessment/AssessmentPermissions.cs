using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Ui;

namespace KotaCerdas.Revenue.Features.Assessment;

/// <summary>What a role can be allowed to do with official assessments.</summary>
internal static class AssessmentPermissions
{
    public const string ReadCode = "revenue.assessment.read";
    public const string DraftCode = "revenue.assessment.draft";

    public static readonly Permission Read = new(ReadCode);

    /// <summary>Make, compute and withdraw batches; record when bills went out.</summary>
    public static readonly Permission Draft = new(DraftCode);

    /// <summary>Accept a result with a decree.</summary>
    public static readonly Permission Approve = new("revenue.assessment.approve");

    /// <summary>Post what two people accepted.</summary>
    public static readonly Permission Post = new("revenue.assessment.post");

    public static IReadOnlyList<Permission> All { get; } = [Read, Draft, Approve, Post];
}

/// <summary>Addresses of the pages of assessment.</summary>
internal static class AssessmentPaths
{
    /// <summary>Leads to the batches of the region one works for.</summary>
    public const string Start = "/pendapatan/penetapan";

    public static string List(RegionCode region) => $"/pendapatan/{region}/penetapan";

    public static string New(RegionCode region) => $"{List(region)}/baru";

    public static string Of(RegionCode region, BatchId id) => $"{List(region)}/{id}";

    public static string Of(Batch batch) => Of(batch.RegionCode, batch.Id);

    /// <summary>Figures of a decree to be tried.</summary>
    public static string Decree(RegionCode region) => $"/pendapatan/{region}/simulasi";

    /// <summary>The views of a region's assessments.</summary>
    public static Microsoft.AspNetCore.Html.IHtmlContent TabsOf(RegionCode region, string current, Texts texts) => Tabs.Render(
        [
            new(texts["Revenue.Batch.ListTitle"], List(region)), new(texts["Revenue.Decree.Title"], Decree(region)),
            new(texts["Revenue.Revaluation.Title"], Revaluations.RevaluationPaths.List(region)),
        ],
        current, texts["Revenue.Batch.Views"]);

    /// <summary>The object of a bill.</summary>
    public static string Object(RegionCode region, long nop) => Taxpayers.RegisterPaths.Of(region, Nop.Of(nop));
}
