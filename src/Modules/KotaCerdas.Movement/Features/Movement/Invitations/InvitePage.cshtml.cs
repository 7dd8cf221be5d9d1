using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Calls;
using KotaCerdas.Movement.Features.Indices;
using KotaCerdas.Movement.Model;
using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Movement.Features.Invitations;

/// <summary>
/// Chooses regions by a rule over public indices, shows why each is in or out, or by name, and invites them; answers volunteers.
/// </summary>
[Needs(CallPermissions.InviteCode)]
internal sealed class InvitePageModel(
    CallRows calls, InvitationQueries queries, Volunteer volunteer, Operations operations, Actor actor, Texts texts) : ProductPage
{
    [BindProperty(SupportsGet = true)]
    public RuleQuery Query { get; set; } = new();

    [BindProperty]
    public string? LetterNumber { get; set; }

    [BindProperty]
    public DateFields LetterDate { get; set; } = new();

    [BindProperty]
    public NamedFields Named { get; set; } = new();

    /// <summary>Regions to tick: those that are ticked, and what the search found.</summary>
    public IReadOnlyList<Choice> NamedChoices { get; private set; } = [];

    public Call Call { get; private set; } = null!;

    public InvitationRule? Rule { get; private set; }

    public IReadOnlyList<Candidate> Candidates { get; private set; } = [];

    public IReadOnlyList<(Region Region, Invitation Request)> Requests { get; private set; } = [];

    /// <summary>Of which index and year there are values; read only while no rule is chosen.</summary>
    public IReadOnlyList<KnownIndex> Known { get; private set; } = [];

    public bool MayImport => actor.May(CallPermissions.ImportIndices, RegionCode.National);

    /// <summary>True where someone waits for an answer.</summary>
    public bool SomeoneWaits => Requests.Any(r => r.Request.Status == InvitationStatus.Requested);

    public IReadOnlyList<RuleRow> Rows => Query.Rows;

    /// <summary>True where the reader asked for a rule, also one that names no index.</summary>
    private bool Asked => Request.Query.ContainsKey("i1") || Query.Pairs.Any(p => p.Value.Length > 0);

    public IReadOnlyList<Choice> Catalogue => [.. IndexCatalogue.All.Select(i => new Choice(i.Code, IndexCatalogue.NameOf(i)))];

    public int NewCount => Call.Status == CallStatus.Open ? Count(c => c.Verdict.Invites && c.Invitation is null) : 0;

    /// <summary>Regions to be invited in which nobody has an account that would be told.</summary>
    public IReadOnlyList<Region> Unreached { get; private set; } = [];

    public IEnumerable<(string Name, string Value)> Hidden => Query.Pairs;

    public int Count(Func<Candidate, bool> which) => Candidates.Count(which);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        LetterNumber = Call.LetterNumber;
        LetterDate = DateFields.From(Call.LetterDate);
        (Named.LetterNumber, Named.LetterDate) = (LetterNumber, DateFields.From(Call.LetterDate));
        var problems = Asked && Query.IsEmpty ? [new("Movement.Invite.NoCondition")] : await JudgeAsync(cancel);
        return problems.Count == 0 ? Page() : this.Invalid(problems);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var problems = await JudgeAsync(cancel);
        var date = LetterDate.Read(nameof(LetterDate));
        problems.AddRange(date.Problems);
        if (string.IsNullOrWhiteSpace(LetterNumber) || LetterNumber.Length > 100)
        {
            problems.Add(new("Movement.Invite.LetterNeeded", nameof(LetterNumber)));
        }

        if (problems.Count > 0 || Rule is null)
        {
            return this.Invalid(problems.Count > 0 ? problems : [new("Movement.Invite.NoCondition")]);
        }

        var input = new InviteRegionsInput(id, Rule, RuleSentence.Of(Rule, texts), LetterNumber!.Trim(), date.Value);
        var key = string.Join('|', [id.ToString(), .. Query.Pairs.Select(p => p.Value), input.LetterNumber]);
        var started = await operations.StartAsync(actor, InviteRegions.Kind, RegionCode.National, input, key, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    /// <summary>Shows what the search finds beside what is ticked already; nothing is kept yet.</summary>
    public async Task<IActionResult> OnPostFindAsync(Guid id, [FromServices] NamedInvitation named, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        NamedChoices = await named.ChoicesAsync(Call, Named, cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostNamedAsync(Guid id, [FromServices] NamedInvitation named, CancellationToken cancel)
    {
        if (!await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        NamedChoices = await named.ChoicesAsync(Call, Named, cancel);
        var input = await named.ReadAsync(Call, Named, cancel);
        if (input.Failed)
        {
            return this.Invalid([.. input.Problems.Select(p => p.Field is null ? p : p.On($"{nameof(Named)}.{p.Field}"))]);
        }

        var key = string.Join('|', [id.ToString(), .. input.Value.Regions!, input.Value.LetterNumber]);
        var started = await operations.StartAsync(actor, InviteRegions.Kind, RegionCode.National, input.Value, key, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    public Task<IActionResult> OnPostAcceptAsync(Guid id, string region, CancellationToken cancel) =>
        AnswerAsync(id, region, accept: true, cancel);

    public Task<IActionResult> OnPostRefuseAsync(Guid id, string region, CancellationToken cancel) =>
        AnswerAsync(id, region, accept: false, cancel);

    public IHtmlContent VerdictTag(Candidate candidate, Texts texts) =>
        candidate.Invitation is { Status: InvitationStatus.Invited } ? Tag.Render(texts["Movement.Invite.Already"], Tone.Info)
        : candidate.Verdict.Invites ? Tag.Render(texts["Movement.Invite.Meets"], Tone.Positive)
        : candidate.Verdict.Findings.Any(f => f.Holds is null) ? Tag.Render(texts["Movement.Invite.Unknown"])
        : Tag.Render(texts["Movement.Invite.Misses"], Tone.Warning);

    public IHtmlContent RequestTag(Invitation request, Texts texts) => request.Status switch
    {
        InvitationStatus.Requested => Tag.Render(texts["Movement.Invite.Waiting"], Tone.Warning),
        InvitationStatus.Invited => Tag.Render(texts["Movement.Invite.Accepted"], Tone.Positive),
        _ => Tag.Render(texts["Movement.Invite.Refused"]),
    };

    public IHtmlContent AnswerField(Region region, Texts texts)
    {
        var name = $"Reason.{region.Code}";
        return Textarea.Render(
            new()
            {
                Name = name, Label = texts["Movement.Invite.AnswerReason"], Rows = 2, MaxLength = Volunteer.ReasonLength,
                Value = this.TypedAt(name), Error = this.ErrorAt(name),
            },
            texts);
    }

    public IHtmlContent KnownText(Texts texts)
    {
        var html = new HtmlBuilder().Start("p", ("class", "k-soft"));
        html.Text(Known.Count == 0 ? texts["Movement.Next.NoValues"] : texts["Movement.Next.Values", string.Join("; ", Known.Select(k =>
            texts["Movement.Next.ValuesOf", IndexCatalogue.Find(k.Index) is { } index ? IndexCatalogue.NameOf(index) : k.Index,
                k.Year.ToString(CultureInfo.InvariantCulture), k.Regions]))]);
        if (MayImport)
        {
            html.Text(" ").Add(Markup.Link(texts["Movement.Index.Title"], "/indeks/impor"));
        }

        return html.End();
    }

    private async Task<IActionResult> AnswerAsync(Guid id, string region, bool accept, CancellationToken cancel)
    {
        if (!RegionCode.TryParse(region, out var code) || !await LoadAsync(id, cancel))
        {
            return NotFound();
        }

        var done = await volunteer.AnswerAsync(code, Call.Id, accept, Request.Form[$"Reason.{code}"].ToString(), cancel);
        return done.Failed ? this.Invalid(done.Problems) : this.SeeOther(Paths.Of(Call.Id) + "/undangan");
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancel)
    {
        if (await calls.FindAsync(new CallId(id), cancel) is not { } call || call.Status == CallStatus.Draft)
        {
            return false;
        }

        Call = call;
        Requests = await queries.RequestsAsync(call.Id, cancel);
        Known = Query.IsEmpty ? await queries.KnownAsync(cancel) : [];
        return true;
    }

    private async Task<List<Problem>> JudgeAsync(CancellationToken cancel)
    {
        if (Query.IsEmpty)
        {
            return [];
        }

        var rule = Query.ToRule();
        var problems = rule.Check();
        if (problems.Count == 0)
        {
            Rule = rule;
            Candidates = await queries.JudgeAsync(Call, rule, cancel);
            var reached = Call.Status == CallStatus.Open ? await queries.ReachedAsync(cancel) : null;
            Unreached = reached is null ? [] : [.. Candidates
                .Where(c => c.Verdict.Invites && c.Invitation is null && !reached.Contains(c.Region.Code)).Select(c => c.Region)];
        }

        return problems;
    }
}

/// <summary>One line of the rule as typed.</summary>
internal sealed record RuleRow(string? Index, string? Year, string? Operator, string? Bound);

/// <summary>The rule in the address: three conditions are enough for every season so far.</summary>
internal sealed class RuleQuery
{
    public string? Pulau { get; set; }

    public string? I1 { get; set; }

    public string? T1 { get; set; }

    public string? O1 { get; set; }

    public string? N1 { get; set; }

    public string? I2 { get; set; }

    public string? T2 { get; set; }

    public string? O2 { get; set; }

    public string? N2 { get; set; }

    public string? I3 { get; set; }

    public string? T3 { get; set; }

    public string? O3 { get; set; }

    public string? N3 { get; set; }

    public IReadOnlyList<RuleRow> Rows => [new(I1, T1, O1, N1), new(I2, T2, O2, N2), new(I3, T3, O3, N3)];

    public bool IsEmpty => Rows.All(r => string.IsNullOrEmpty(r.Index));

    public IEnumerable<(string Name, string Value)> Pairs
    {
        get
        {
            yield return ("pulau", Pulau ?? string.Empty);
            foreach (var (row, i) in Rows.Select((r, i) => (r, i + 1)))
            {
                yield return ($"i{i}", row.Index ?? string.Empty);
                yield return ($"t{i}", row.Year ?? string.Empty);
                yield return ($"o{i}", row.Operator ?? string.Empty);
                yield return ($"n{i}", row.Bound ?? string.Empty);
            }
        }
    }

    public InvitationRule ToRule() => new(
        string.IsNullOrEmpty(Pulau) ? [] : [Pulau],
        [
            .. Rows.Where(r => !string.IsNullOrEmpty(r.Index)).Select(r => new Condition(
                r.Index!, int.TryParse(r.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year
                    : 0, r.Operator != "max", (r.Bound ?? string.Empty).Trim())),
        ]);
}
