using KotaCerdas.Movement.Features.Boards;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Platform.Instruments;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>An application to read; for the ministry also to verify or to return with reasons beside the questions.</summary>
[Needs(CallPermissions.ReadCode)]
[OpensFiles]
internal sealed class ReviewModel(
    ApplicationEntry entry, ApplicationDesk desk, CheckApplication check, BoardRows board, Actor actor, Texts texts) : ProductPage
{
    private EarlierAnswers _earlier = EarlierAnswers.None;

    public Dossier Dossier { get; private set; } = null!;

    /// <summary>What it says of earlier returns.</summary>
    public ReviewMarks Marks { get; private set; } = null!;

    /// <summary>The legal date of the region.</summary>
    public DateOnly Today => check.TodayIn(Dossier.Region);

    public string Path => Paths.Of(Dossier.Call.Id, Dossier.Region.Code) + "/lihat";

    public bool CanVerify =>
        actor.May(CallPermissions.Verify, Dossier.Region.Code) && Dossier.Application is { Status: ApplicationStatus.Submitted }
        && ApplicationRules.RefuseVerify(Dossier.Call) is null;

    /// <summary>What is verified can still be returned while the call has not gone into the assessment.</summary>
    public bool CanReturn =>
        CanVerify || (actor.May(CallPermissions.Verify, Dossier.Region.Code)
            && Dossier.Application is { Status: ApplicationStatus.Verified } && ApplicationRules.RefuseVerify(Dossier.Call) is null);

    /// <summary>What became of the application, for those who decide about it.</summary>
    public string? Ruled => !actor.May(CallPermissions.Verify, Dossier.Region.Code) ? null : Dossier.Application switch
    {
        { Status: ApplicationStatus.Verified } => texts["Movement.Next.Verified"],
        { Status: ApplicationStatus.Returned, ReturnDeadline: { } due } => texts["Movement.Next.Returned", due],
        _ => null,
    };

    /// <summary>The next application that waits, or the board where none does.</summary>
    public FrameLink Onward { get; private set; } = new(string.Empty, Paths.Board);

    public async Task<IActionResult> OnGetAsync(Guid call, string region, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, cancel) is { } closed)
        {
            return closed;
        }

        if (Ruled is not null)
        {
            var next = (await board.ToVerifyAsync(cancel)).Find(w => w.CallId == call);
            Onward = next is null ? new(texts["Movement.Next.NoneWaits"], Paths.Board)
                : new(texts["Movement.Next.NextWaits", next.Name], Paths.Of(Dossier.Call.Id, RegionCode.Parse(next.Region)) + "/lihat");
        }

        return Page();
    }

    public async Task<IActionResult> OnPostVerifyAsync(Guid call, string region, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, cancel) is { } closed)
        {
            return closed;
        }

        if (TypedReasons().Any(r => r.Value.Trim().Length > 0))
        {
            return this.Invalid([.. TypedReasons().Where(r => r.Value.Trim().Length > 0)
                .Select(r => new Problem("Movement.Application.ReasonsTyped", "a." + r.Key))]);
        }

        var done = await check.VerifyAsync(Dossier.Region.Code, Dossier.Call.Id, cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Path);
    }

    public async Task<IActionResult> OnPostReturnAsync(Guid call, string region, CancellationToken cancel)
    {
        if (await OpenAsync(call, region, cancel) is { } closed)
        {
            return closed;
        }

        var done = await check.ReturnAsync(Dossier.Region.Code, Dossier.Call.Id, TypedReasons(), cancel);
        return done.Failed ? this.Invalid([.. done.Problems.Select(p => p.Field is null ? p : p.On("a." + p.Field))]) : this.SeeOther(Path);
    }

    public IEnumerable<Item> Items(Section section)
    {
        var hidden = Dossier.Progress.Hidden;
        return Dossier.Instrument.Items.Where(i => i.Section == section.Code && !hidden.Contains(i.Code));
    }

    /// <summary>What the region answered in its previous call, and the heading that says when.</summary>
    public string? EarlierOf(Item item) => AnswerDisplay.Of(Dossier.Instrument, item, _earlier.Of(item.Code)?.Value, texts);

    public string EarlierHeading => _earlier.Heading(texts);

    private Dictionary<string, string> TypedReasons() =>
        Dossier.Instrument.Items.Select(i => i.Code).Append(string.Empty).ToDictionary(c => c, Typed, StringComparer.Ordinal);

    /// <summary>The reason as typed into the form that was just posted.</summary>
    public string Typed(string item) => Request.HasFormContentType ? Request.Form["a." + item].ToString() : string.Empty;

    public IHtmlContent ReasonField(string item, string label, Texts texts) => Textarea.Render(
        new()
        {
            Name = "a." + item, Label = label, Rows = 3, MaxLength = CheckApplication.ReasonLength, Optional = true, Value = Typed(item),
            Error = ModelState.TryGetValue("a." + item, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null,
        },
        texts);

    public IReadOnlyList<FrameLink> Way(Texts texts) => actor.May(CallPermissions.List, RegionCode.National)
        ? [new(texts["Movement.Call.ListTitle"], Paths.Calls),
            new(texts["Movement.List.Title"], Paths.Of(Dossier.Call.Id) + "/pendaftaran")]
        : [new(texts["Movement.Mine.Title"], Paths.Mine)];

    private async Task<IActionResult?> OpenAsync(Guid call, string region, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Read, cancel);
        if (opened.Failed)
        {
            return ApplicationEntry.Closed(opened.Problem);
        }

        Dossier = opened.Value;
        Marks = new(Dossier, await desk.RoundsAsync(Dossier, cancel), texts);
        _earlier = await desk.EarlierAsync(Dossier.Region.Code, Dossier.Call, cancel);
        return null;
    }
}
