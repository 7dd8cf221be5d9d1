using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Leads to the field survey of one's region: to the tasks, or to the reports.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class SurveyStartPageModel(BegunRegions regions) : RegionChoicePage(regions)
{
    private bool _reports;

    public override string TitleKey => _reports ? "Revenue.Survey.ReportsTitle" : "Revenue.Survey.Title";

    public override string PathOf(RegionCode region) => _reports ? SurveyPaths.Reports(region) : SurveyPaths.Tasks(region);

    public Task<IActionResult> OnGetAsync(string? bagian, CancellationToken cancel)
    {
        _reports = bagian is not null;
        return ChooseAsync(_reports ? SurveyPermissions.Decide : SurveyPermissions.Report, cancel);
    }
}
