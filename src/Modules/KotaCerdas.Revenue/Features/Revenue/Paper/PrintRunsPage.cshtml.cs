using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Paper;

/// <summary>An order to print, as it is typed.</summary>
internal sealed class PrintForm
{
    public string? Batch { get; set; }

    public string? Kind { get; set; } = nameof(PrintKind.Sppt);

    public string? Paper { get; set; } = nameof(PaperSize.F4);

    public DateFields SentOn { get; set; } = new();
}

/// <summary>Print runs of a region, and a new one.</summary>
[Needs(BillPermissions.ReadCode)]
internal sealed class PrintRunsPageModel(RegisterDesk desk, PaperDesk paper, BatchReading batches, Actor actor) : RegisterPage(desk)
{
    public bool MayPrint => actor.May(PaperPermissions.Print, Code);

    [BindProperty]
    public PrintForm Form { get; set; } = new();

    public PaperSetting? Setting { get; private set; }

    public IReadOnlyList<PrintRun> Runs { get; private set; } = [];

    /// <summary>Posted batches, newest first.</summary>
    public IReadOnlyList<BatchHistory> Batches { get; private set; } = [];

    public IReadOnlyList<Choice> BatchChoices =>
        [.. Batches.Select(b => new Choice(b.Batch.Id.ToString(), $"{BillWords.Year(b.Batch.TaxYear)}: {b.Batch.Title}"))];

    public static IReadOnlyList<Choice> Kinds(Texts t) =>
        [.. Enum.GetNames<PrintKind>().Select(k => new Choice(k, t[$"Revenue.PrintKind.{k}"]))];

    public static IReadOnlyList<Choice> Papers(Texts t) =>
        [.. Enum.GetNames<PaperSize>().Select(k => new Choice(k, t[$"Revenue.PaperSize.{k}"]))];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) => await LoadAsync(region, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, cancel) is { } closed)
        {
            return closed;
        }

        if (actor.Refuse(PaperPermissions.Print, Code) is { } refused)
        {
            return this.Invalid(refused);
        }

        var sent = Form.SentOn.Empty ? default : Form.SentOn.Read("Form.SentOn");
        if (sent.Failed)
        {
            return this.Invalid(sent.Problem);
        }

        if (!Guid.TryParse(Form.Batch, out var batch) || !Named.TryRead<PrintKind>(Form.Kind, out var kind)
            || !Named.TryRead<PaperSize>(Form.Paper, out var size))
        {
            return this.Invalid(new Problem("Revenue.Print.NotPosted", "Form.Batch"));
        }

        var started = await paper.StartAsync(
            Code, new(new BatchId(batch), kind, size, Form.SentOn.Empty ? null : sent.Value), cancel);
        return started.Failed ? this.Invalid(Tie(started.Problems)) : this.SeeOther($"/operasi/{started.Value}");
    }

    public string TitleOf(BatchId id) => Batches.FirstOrDefault(b => b.Batch.Id == id)?.Batch.Title ?? string.Empty;

    private async Task<IActionResult?> LoadAsync(string region, CancellationToken cancel)
    {
        if (await OpenAsync(region, BillPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var setting = await paper.SettingAsync(Code, Today, cancel);
        Setting = setting.Failed ? null : setting.Value;
        Batches = [.. (await batches.AllAsync(Code, cancel)).Where(b => b.Posted is not null)];
        Runs = await paper.RunsAsync(Code, cancel);
        return null;
    }
}
