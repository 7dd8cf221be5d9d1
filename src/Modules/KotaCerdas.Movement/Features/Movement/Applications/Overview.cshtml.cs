using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Decisions;
using KotaCerdas.Movement.Features.Letters;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Applications;

/// <summary>The parts of an application with their state, and what comes next.</summary>
[Needs(CallPermissions.ReadCode)]
internal sealed class OverviewModel(
    ApplicationEntry entry, RegionOutcomes outcomes, LetterRows letters, Actor actor, TimeProvider clock) : ProductPage
{
    public Dossier Dossier { get; private set; } = null!;

    public Problem? Refusal { get; private set; }

    /// <summary>What was announced about the region, or null.</summary>
    public RegionOutcome? Outcome { get; private set; }

    /// <summary>The decision letter that was sent to the region, where the reader may see it.</summary>
    public IssuedDocument? Letter { get; private set; }

    /// <summary>How often and why the last day was moved.</summary>
    public IReadOnlyList<CallExtension> Extensions { get; private set; } = [];

    /// <summary>What came of it.</summary>
    public IReadOnlyList<FrameLink> Thread { get; private set; } = [];

    public string Path => Paths.Of(Dossier.Call.Id, Dossier.Region.Code);

    public bool MayEdit => actor.May(CallPermissions.Edit, Dossier.Region.Code);

    public bool CanEdit => MayEdit && Refusal is null;

    public bool IsReturned => Dossier.Application is { Status: ApplicationStatus.Returned };

    public bool CanWithdraw => actor.May(CallPermissions.Withdraw, Dossier.Region.Code)
        && Dossier.Application is { Status: not ApplicationStatus.Withdrawn } && ApplicationRules.RefuseWithdraw(Dossier.Call) is null;

    public async Task<IActionResult> OnGetAsync(
        Guid call, string region, [FromServices] ThreadLinks thread, [FromServices] CallRows calls, CancellationToken cancel)
    {
        var opened = await entry.OpenAsync(call, region, CallPermissions.Read, cancel);
        if (opened.Failed)
        {
            return ApplicationEntry.Closed(opened.Problem);
        }

        Dossier = opened.Value;
        Outcome = (await outcomes.OfAsync(Dossier.Region, cancel)).GetValueOrDefault(Dossier.Call.Id);
        Letter = Outcome is null || !actor.May(LetterPermissions.Read, Dossier.Region.Code) ? null
            : (await letters.SentToAsync(Dossier.Region.Code, cancel)).GetValueOrDefault(Dossier.Call.Id);
        Extensions = await calls.ExtensionsAsync(Dossier.Call.Id, cancel);
        Thread = await thread.OfAsync(Dossier, cancel);
        Refusal = ApplicationRules.RefuseEdit(Dossier, clock.GetUtcNow());
        return Page();
    }

    public string Lead(Texts texts)
    {
        var due = Dossier.Call.LastDay(Dossier.Application);
        if (Dossier.Call.Status == CallStatus.Withdrawn)
        {
            return texts["Movement.Mine.CallWithdrawn", Dossier.Call.WithdrawReason];
        }

        if (Outcome is { } announced)
        {
            return OutcomeTexts.Result(announced, Dossier.Call.Quota, texts);
        }

        return Dossier.Application?.Status switch
        {
            null or ApplicationStatus.Draft => texts["Movement.Application.LeadDraft", due, Dossier.Region.Zone.ToString()],
            ApplicationStatus.Returned => texts["Movement.Application.LeadReturned", due, Dossier.Region.Zone.ToString()],
            ApplicationStatus.Submitted => texts["Movement.Application.LeadSubmitted", Dossier.Application.SubmittedOn!.Value],
            ApplicationStatus.Verified => texts["Movement.Application.LeadVerified", Dossier.Call.AssessFrom, Dossier.Call.AssessTo],
            _ => texts["Movement.Application.LeadWithdrawn"],
        };
    }

    public IReadOnlyList<FrameLink> Way(Texts texts) => actor.May(CallPermissions.List, RegionCode.National)
        ? [new(texts["Movement.Call.ListTitle"], Paths.Calls),
            new(texts["Movement.List.Title"], Paths.Of(Dossier.Call.Id) + "/pendaftaran")]
        : [new(texts["Movement.Mine.Title"], Paths.Mine)];

    /// <summary>True where the answer or its evidence was touched after the ministry asked for it.</summary>
    private bool ChangedSinceReturn(string item) =>
        (Dossier.Answers.TryGetValue(item, out var answer) && answer.UpdatedAt > Dossier.Application!.ReturnedAt)
        || Dossier.Evidence[item].Any(e => e.AddedAt > Dossier.Application!.ReturnedAt);

    public IReadOnlyList<TaskStep> Steps(Texts texts)
    {
        var hidden = Dossier.Progress.Hidden;
        return
        [
            .. from section in Dossier.Instrument.Sections
               where Dossier.Instrument.Items.Any(i => i.Section == section.Code && !hidden.Contains(i.Code))
               let progress = Dossier.Progress.Sections[section.Code]
               let asked = IsReturned
                   ? Dossier.Instrument.Items.Where(i => i.Section == section.Code && Dossier.Reasons.ContainsKey(i.Code)).ToList() : []
               let improved = asked.Count > 0 && asked.TrueForAll(i => ChangedSinceReturn(i.Code))
               let returned = asked.Count > 0 && !improved
               select new TaskStep(
                   section.Title.In(),
                   returned ? texts["Movement.Application.SectionReturned"]
                       : improved ? texts["Movement.Next.Improved"]
                       : progress.Needed == 0 ? texts["Movement.Application.SectionOptional"]
                       : texts["Movement.Application.DoneOf", progress.Done, progress.Needed],
                   returned ? Tone.Warning : progress.IsComplete ? Tone.Positive : Tone.Info)
               {
                   Href = CanEdit ? Paths.Section(Dossier.Call.Id, Dossier.Region.Code, section.Code) : $"{Path}/lihat#{section.Code}",
                   Hint = section.Help.IsEmpty ? null : section.Help.In(),
               },
        ];
    }
}
