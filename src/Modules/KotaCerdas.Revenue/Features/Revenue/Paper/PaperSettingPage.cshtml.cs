using KotaCerdas.Documents.Pdf;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>What stands on paper, as it is typed.</summary>
internal sealed class PaperForm
{
    public DateFields ValidFrom { get; set; } = new();

    public string? Government { get; set; }

    public string? Office { get; set; }

    public string? Address { get; set; }

    public string? Place { get; set; }

    public string? SignatoryTitle { get; set; }

    public string? SignatoryName { get; set; }

    public string? SignatoryNumber { get; set; }

    public string? PayPlaces { get; set; }
}

/// <summary>Offices, signatory and places to pay, as they stand on bills and lists from a date on.</summary>
[Needs(PaperPermissions.PrintCode)]
internal sealed class PaperSettingPageModel(RegisterDesk desk, PaperDesk paper) : RegisterPage(desk)
{
    [BindProperty]
    public PaperForm Form { get; set; } = new();

    public IReadOnlyList<PaperSetting> Versions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var now = PaperSetting.On(Today, Versions);
        Form = new()
        {
            ValidFrom = DateFields.From(Today), Government = now?.Government ?? "Pemerintah " + Region.Name, Office = now?.Office,
            Address = now?.Address, Place = now?.Place, SignatoryTitle = now?.SignatoryTitle, SignatoryName = now?.SignatoryName,
            SignatoryNumber = now?.SignatoryNumber, PayPlaces = now?.PayPlaces,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        var from = Form.ValidFrom.Read("Form.ValidFrom");
        List<Problem> problems = from.Failed ? [from.Problem] : [];
        var (government, office) = (Needed(Form.Government, "Government", problems), Needed(Form.Office, "Office", problems));
        var (address, place) = (Needed(Form.Address, "Address", problems), Needed(Form.Place, "Place", problems));
        var (title, name) = (
            Needed(Form.SignatoryTitle, "SignatoryTitle", problems), Needed(Form.SignatoryName, "SignatoryName", problems));
        var number = Checked(Form.SignatoryNumber, "SignatoryNumber", PaperSetting.TextLength, problems);
        var places = Checked(
            (Form.PayPlaces ?? string.Empty).ReplaceLineEndings("\n"), "PayPlaces", PaperSetting.PlacesLength, problems);
        if (problems.Count > 0)
        {
            return this.Invalid(problems);
        }

        var done = await paper.SetAsync(
            Code, from.Value, (version, at, by) => new PaperSetting
            {
                RegionCode = Code, Version = version, ValidFrom = from.Value, Government = government, Office = office, Address = address,
                Place = place, SignatoryTitle = title, SignatoryName = name, SignatoryNumber = number, PayPlaces = places,
                Form = PaperSetting.NewestForm, RecordedAt = at, RecordedBy = by,
            }, cancel);
        return done.Failed ? this.Invalid(Tie(done.Problems)) : this.SeeOther(PaperPaths.Runs(Code));
    }

    private static string Needed(string? text, string field, List<Problem> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(new("Revenue.Paper.Needed", "Form." + field));
        }

        return Checked(text, field, PaperSetting.TextLength, problems);
    }

    private static string Checked(string? text, string field, int most, List<Problem> problems)
    {
        var clean = (text ?? string.Empty).Trim();
        if (clean.Length > most)
        {
            problems.Add(new("Revenue.Paper.TooLong", "Form." + field, clean.Length, most));
        }
        else if (FontFace.FirstMissing(clean) is { } letter)
        {
            problems.Add(new("Revenue.Paper.NoLetter", "Form." + field, letter));
        }

        return clean;
    }

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, PaperPermissions.Print, cancel) is { } closed)
        {
            return closed;
        }

        Versions = await paper.SettingsAsync(Code, cancel);
        return null;
    }
}
