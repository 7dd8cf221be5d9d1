using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Surveys;

/// <summary>Tasks as they are typed.</summary>
internal sealed class AssignForm
{
    public string? Objects { get; set; }

    public string? Surveyor { get; set; }

    public string? Note { get; set; }

    public DateFields DueOn { get; set; } = new();
}

/// <summary>Gives out objects to visit.</summary>
[Needs(SurveyPermissions.DecideCode)]
internal sealed class AssignSurveyPageModel(RegisterDesk desk, AssignSurvey assign) : RegisterPage(desk)
{
    [BindProperty]
    public AssignForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Surveyors { get; private set; } = [];

    public string Back => SurveyPaths.Reports(Code);

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var due = Form.DueOn.Empty ? (DateOnly?)null : default(DateOnly);
        if (due is not null)
        {
            var read = Form.DueOn.Read("Form.DueOn");
            if (read.Failed)
            {
                return this.Invalid(read.Problem);
            }

            due = read.Value;
        }

        var given = await assign.RunAsync(
            Code, Form.Objects ?? string.Empty, Form.Surveyor ?? string.Empty, (Form.Note ?? string.Empty, due), cancel);
        return given.Failed ? this.Invalid(Tie(given.Problems)) : this.SeeOther(Back);
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, SurveyPermissions.Decide, cancel) is { } closed)
        {
            return closed;
        }

        Surveyors = [.. (await assign.SurveyorsAsync(Code, cancel)).Select(p => new Choice(p.User.ToString(), p.DisplayName))];
        return null;
    }
}
