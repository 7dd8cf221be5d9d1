using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Agreements;

/// <summary>What the forms of the parties' page post; texts, so that what is wrong stays as it was typed.</summary>
internal abstract class PartyFields : ProductPage
{
    protected const string Online = "daring";
    protected const string AtPlace = "tempat";

    [BindProperty]
    public string? DocumentNumber { get; set; }

    [BindProperty]
    public string? Office { get; set; }

    [BindProperty]
    public string? Capacity { get; set; }

    [BindProperty]
    public DateFields PlannedOn { get; set; } = new();

    [BindProperty]
    public string? Place { get; set; }

    [BindProperty]
    public string? Held { get; set; }

    [BindProperty]
    public string? ToOffice { get; set; }

    [BindProperty]
    public string? LetterNumber { get; set; }

    [BindProperty]
    public DateFields LetterDate { get; set; } = new();

    [BindProperty]
    public DateFields ValidFrom { get; set; } = new();

    [BindProperty]
    public DateFields ValidUntil { get; set; } = new();

    [BindProperty]
    public string? Scope { get; set; }

    [BindProperty]
    public IFormFile? Letter { get; set; }

    [BindProperty]
    public string? AttendeeOffice { get; set; }

    [BindProperty]
    public string? Institution { get; set; }

    [BindProperty]
    public string? AttendeeKind { get; set; }

    [BindProperty]
    public string? AttendeeHeld { get; set; } = AtPlace;

    /// <summary>The letter as typed.</summary>
    protected Outcome<PowerInput> Power()
    {
        var form = new FormReader();
        var input = new PowerInput(
            ToOffice ?? string.Empty, LetterNumber ?? string.Empty, form.Date(LetterDate, nameof(LetterDate)),
            form.Date(ValidFrom, nameof(ValidFrom)), form.Date(ValidUntil, nameof(ValidUntil))) { Scope = Scope ?? string.Empty };
        if (Letter is null)
        {
            form.Problems.Add(new("Movement.Agreement.LetterNeeded", nameof(Letter)));
        }

        return form.Problems.Count > 0 ? form.Problems : input;
    }
}

/// <summary>Parties, signatories with their letters, the plan of the signing, witnesses and attendance.</summary>
[Needs]
[OpensFiles]
internal sealed class PartiesModel(AgreementDesk desk, ChangeParty change, ActingHeads acting, Actor actor, Texts texts, TimeProvider clock)
    : PartyFields
{
    public AgreementFile Dossier { get; private set; } = null!;

    public IReadOnlyList<AgreementPerson> People { get; private set; } = [];

    /// <summary>Says where an acting official heads the region, or null.</summary>
    public string? Acting { get; private set; }

    /// <summary>Offices that a letter can name; null where they are not known here and one is typed.</summary>
    public IReadOnlyList<Choice>? Offices { get; private set; }

    public int? Side => Dossier.SideOf(actor, AgreementPermissions.Draft);

    public IReadOnlyList<Choice> Capacities =>
        [.. Enum.GetValues<SigningCapacity>().Select(c => new Choice(c.ToString(), texts[$"Movement.SigningCapacity.{c}"]))];

    public IReadOnlyList<Choice> AttendanceKinds =>
        [.. Enum.GetValues<AttendanceKind>().Select(k => new Choice(k.ToString(), texts[$"Movement.AttendanceKind.{k}"]))];

    public IReadOnlyList<Choice> Ways =>
        [new(AtPlace, texts["Movement.Agreement.HeldAtPlace"]), new(Online, texts["Movement.Agreement.HeldOnline"])];

    /// <summary>True for a letter that waits for the reader's confirmation.</summary>
    public bool MayConfirm(SigningPower power) => power is { DocumentId: null, WaitsForHolder: true, WithdrawnAt: null }
        && Dossier.HeldBy(actor)?.Number == power.Party;

    public IEnumerable<SigningPower> PowersOf(AgreementParty party) => Dossier.Powers.Where(p => p.Party == party.Number);

    public async Task<IActionResult> OnGetAsync(string region, Guid id, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        Fill();
        return Page();
    }

    public Task<IActionResult> OnPostPartyAsync(string region, Guid id, CancellationToken cancel) => DoAsync(region, id, () =>
        Named.TryRead<SigningCapacity>(Capacity, out var capacity)
            ? change.SaveAsync(Dossier.Region.Code, new(id), new(Side ?? 0, DocumentNumber ?? "", Office ?? "", capacity), cancel)
            : Refused(new Problem("Movement.Form.Choose", nameof(Capacity))), cancel);

    public Task<IActionResult> OnPostPlanAsync(string region, Guid id, CancellationToken cancel) => DoAsync(region, id, () =>
    {
        var on = PlannedOn.Empty ? Outcome.Of(DateOnly.MinValue) : PlannedOn.Read(nameof(PlannedOn));
        return on.Failed ? Refused(on.Problem)
            : change.PlanAsync(
                Dossier.Region.Code, new(id), new(PlannedOn.Empty ? null : on.Value, Place ?? string.Empty, Held == Online), cancel);
    }, cancel);

    public Task<IActionResult> OnPostPowerAsync(string region, Guid id, CancellationToken cancel) => DoAsync(region, id, async () =>
    {
        var input = Power();
        if (input.Failed)
        {
            return Outcome.Fail<Nothing>(input.Problems);
        }

        await using var content = Letter!.OpenReadStream();
        return await change.EmpowerAsync(Dossier.Region.Code, new(id), input.Value, (content, Letter.FileName), cancel);
    }, cancel);

    public Task<IActionResult> OnPostConfirmAsync(string region, Guid id, Guid power, CancellationToken cancel) => DoAsync(
        region, id, () => change.ConfirmAsync(Dossier.Region.Code, new(id), power, cancel), cancel);

    public Task<IActionResult> OnPostWithdrawAsync(
        string region, Guid id, Guid power, [FromServices] DelegateSigning delegates, CancellationToken cancel) => DoAsync(region, id, () =>
            WithdrawAsync(id, power, delegates, cancel), cancel);

    public Task<IActionResult> OnPostAttendAsync(string region, Guid id, CancellationToken cancel) => DoAsync(region, id, () =>
        Named.TryRead<AttendanceKind>(AttendeeKind, out var kind)
            ? change.AttendAsync(Dossier.Region.Code, new(id),
                (kind, AttendeeOffice ?? string.Empty, Institution ?? string.Empty, AttendeeHeld == Online), cancel)
            : Refused(new Problem("Movement.Form.Choose", nameof(AttendeeKind))), cancel);

    public IReadOnlyList<Fact> Facts(AgreementParty party, Texts texts) =>
    [
        new(texts["Movement.Agreement.Kind"], AgreementCatalogue.Shipped.Kind(party.Kind) is { } kind
            ? AgreementCatalogue.Shipped.NameOf(kind) : party.Kind),
        new(texts["Movement.Agreement.DocumentNumber"], party.DocumentNumber.Length > 0 ? party.DocumentNumber : "–"),
        new(texts["Movement.Agreement.HolderOffice"], party.SignatoryOffice),
        new(texts["Movement.Agreement.Capacity"], texts[$"Movement.SigningCapacity.{party.Capacity}"]),
    ];

    public IReadOnlyList<Fact> Facts(SigningPower power, Texts texts)
    {
        var today = Dossier.Region.Zone.DateAt(clock.GetUtcNow());
        var valid = power.Covers(Dossier.Agreement.PlannedOn ?? today);
        return
        [
            new(texts["Movement.Agreement.Letter"],
                Cell.Link($"{power.LetterNumber}, {Formats.Date(power.LetterDate)}",
                    $"{AgreementPaths.Parties(Dossier.Agreement)}/surat/{power.Id}")),
            new(texts["Movement.Agreement.ToOffice"], power.ToOffice),
            new(texts["Movement.Agreement.Scope"], power.Scope),
            new(texts["Movement.Agreement.Valid"], Cell.Of(Markup.Join(
                Markup.Date(power.ValidFrom), Markup.Text(" – "), Markup.Date(power.ValidUntil), Markup.Text(" "),
                power.WithdrawnAt is { } at ? Markup.Join(
                    Tag.Render(texts["Movement.Agreement.PowerWithdrawn"]), Markup.Text(" "),
                    Markup.Text(texts[
                        "Movement.Agreement.PowerWithdrawnAt", Formats.Instant(at, Dossier.Region.Zone), power.WithdrawnReason]))
                    : power.WaitsForHolder ? Tag.Render(texts["Movement.Agreement.PowerWaits", power.FromOffice], Tone.Warning)
                    : valid ? Tag.Render(texts["Movement.Agreement.PowerValid"], Tone.Positive)
                    : Tag.Render(texts["Movement.Agreement.PowerNotValid"], Tone.Warning)))),
        ];
    }

    /// <summary>The field of a letter's reason: each letter has its own, so that what is refused stays where it was typed.</summary>
    public IHtmlContent ReasonField(SigningPower power, Texts texts)
    {
        var name = ReasonName(power.Id);
        return Input.Render(
            new() { Name = name, Label = texts["Movement.Agreement.PowerReason"], Value = this.TypedAt(name), Error = this.ErrorAt(name) },
            texts);
    }

    private static string ReasonName(Guid power) => $"PowerReason.{power}";

    private async Task<Outcome<Nothing>> WithdrawAsync(Guid id, Guid power, DelegateSigning delegates, CancellationToken cancel)
    {
        var name = ReasonName(power);
        var done = await delegates.WithdrawAsync(Dossier.Region.Code, new(id), (power, Request.Form[name].ToString()), cancel);
        return done.Failed ? Outcome.Fail<Nothing>([.. done.Problems.Select(p => p.Field == "PowerReason" ? p.On(name) : p)]) : done;
    }

    private static Task<Outcome<Nothing>> Refused(Problem problem) => Task.FromResult<Outcome<Nothing>>(problem);

    private void Fill()
    {
        var agreement = Dossier.Agreement;
        (PlannedOn, Place, Held) = (DateFields.From(agreement.PlannedOn), agreement.Place, agreement.HeldOnline ? Online : AtPlace);
        if (Side is { } side)
        {
            var own = Dossier.Party(side);
            (DocumentNumber, Office, Capacity) = (own.DocumentNumber, own.SignatoryOffice, own.Capacity.ToString());
        }
    }

    private async Task<IActionResult> DoAsync(string region, Guid id, Func<Task<Outcome<Nothing>>> act, CancellationToken cancel)
    {
        if (await LoadAsync(region, id, cancel) is { } closed)
        {
            return closed;
        }

        var done = await act();
        if (!done.Failed)
        {
            return this.SeeOther(AgreementPaths.Parties(Dossier.Agreement));
        }

        KeepOthers();
        return this.Invalid(done.Problems);
    }

    /// <summary>Forms that were not sent show what is stored.</summary>
    private void KeepOthers()
    {
        var typed = (DocumentNumber, Office, Capacity, PlannedOn, Place, Held);
        Fill();
        if (typed.Office is not null)
        {
            (DocumentNumber, Office, Capacity) = (typed.DocumentNumber, typed.Office, typed.Capacity);
        }

        if (typed.Held is not null)
        {
            (PlannedOn, Place, Held) = (typed.PlannedOn, typed.Place, typed.Held);
        }
    }

    private async Task<IActionResult?> LoadAsync(string region, Guid id, CancellationToken cancel)
    {
        var (file, closed) = await desk.OpenAsync(region, id, cancel);
        if (file is null)
        {
            return closed;
        }

        Dossier = file;
        People = await desk.PeopleAsync(file.Region.Code, file.Agreement.Id, cancel);
        Acting = await acting.SentenceAsync(file, cancel);
        Offices = Side is { } side
            ? (await desk.DelegatesAsync(file.Party(side), cancel))?.Select(o => new Choice(o, o)).ToList() : null;
        return null;
    }
}
