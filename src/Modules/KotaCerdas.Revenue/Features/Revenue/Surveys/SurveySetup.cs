using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>What a role can be allowed to do in the field and with what comes from there.</summary>
internal static class SurveyPermissions
{
    public const string ReportCode = "revenue.survey.report";
    public const string DecideCode = "revenue.survey.decide";

    /// <summary>See one's own tasks and report on them.</summary>
    public static readonly Permission Report = new(ReportCode);

    /// <summary>Give out tasks, and settle what contradicts the register.</summary>
    public static readonly Permission Decide = new(DecideCode);

    public static IReadOnlyList<Permission> All { get; } = [Report, Decide];
}

/// <summary>Addresses of the pages of field surveys.</summary>
internal static class SurveyPaths
{
    /// <summary>Leads to the tasks of the region one works for.</summary>
    public const string Start = "/pendapatan/lapangan";

    public static string Tasks(RegionCode region) => $"/pendapatan/{region}/lapangan";

    public static string Of(RegionCode region, Guid task) => $"{Tasks(region)}/{task}";

    public static string Assign(RegionCode region) => $"{Tasks(region)}/bagi";

    public static string Reports(RegionCode region) => $"{Tasks(region)}/laporan";

    public static string Report(RegionCode region, Guid id) => $"{Reports(region)}/{id}";

    /// <summary>The form of an object that has no number yet.</summary>
    public static string NewFind(RegionCode region) => $"{Tasks(region)}/baru";

    public static string Finds(RegionCode region) => $"{Tasks(region)}/temuan";

    public static string Find(RegionCode region, Guid id) => $"{Finds(region)}/{id}";
}

/// <summary>What field surveys add to the module.</summary>
internal static class SurveySetup
{
    /// <summary>Facts: never updated, never deleted.</summary>
    public static IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "revenue_survey_task", "revenue_survey_report", "revenue_survey_decision", "revenue_survey_find", "revenue_survey_find_decision",
    ];

    public static IReadOnlyList<NavigationEntry> Navigation { get; } =
    [
        new("Revenue.Survey.Title", SurveyPaths.Start, SurveyPermissions.Report),
        new("Revenue.Survey.ReportsTitle", SurveyPaths.Start + "/laporan", SurveyPermissions.Decide),
    ];

    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddScoped<SurveyReading>().AddScoped<AssignSurvey>().AddScoped<SurveyRecord>().AddScoped<SubmitReport>().AddScoped<DecideReport>()
        .AddScoped<FieldPost>().AddScoped<FindDesk>()
        .AddScoped<FindReading>().AddScoped<FindLikeness>().AddScoped<SubmitFind>().AddScoped<FindComparing>().AddScoped<RegisterFind>()
        .AddScoped<SettleFind>();

    public static ModelBuilder MapSurveys(this ModelBuilder model)
    {
        SurveyTask.Map(model);
        SurveyReport.Map(model);
        SurveyDecision.Map(model);
        SurveyFind.Map(model);
        SurveyFindDecision.Map(model);
        return model;
    }
}
