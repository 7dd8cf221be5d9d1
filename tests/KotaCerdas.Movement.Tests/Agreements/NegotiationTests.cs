using System.Net;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;

namespace KotaCerdas.Movement.Tests.Agreements;

public sealed class NegotiationTests
{
    private const string Clause = "biaya";

    [Theory, OnEachDatabase]
    public async Task A_proposal_stands_only_once_the_other_party_accepted_it(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();

        Assert.Equal(Clause, (await ProposeAsync(sides, sides.Region, id, "Isi baru", 1)).Value);
        Assert.Equal("Movement.Agreement.OwnProposal", (await AnswerAsync(sides, sides.Region, id, (Clause, 2), (true, ""))).Problem.Code);
        Assert.NotEqual("Isi baru", (await ClauseAsync(sides, id)).InForce!.Body);
        Assert.Empty((await AnswerAsync(sides, sides.Ministry, id, (Clause, 2), (true, ""))).Problems);

        var agreed = await ClauseAsync(sides, id);
        Assert.Equal(("Isi baru", false), (agreed.InForce!.Body, agreed.Open));
        Assert.Equal("Movement.Agreement.NothingToAnswer",
            (await AnswerAsync(sides, sides.Ministry, id, (Clause, 2), (false, "x"))).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_refusal_needs_a_reason_and_leaves_the_agreed_wording(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();
        var before = (await ClauseAsync(sides, id)).InForce!.Body;
        await ProposeAsync(sides, sides.Ministry, id, "Isi baru", 1);

        Assert.Equal("Movement.Agreement.RefusalReason",
            (await AnswerAsync(sides, sides.Region, id, (Clause, 2), (false, ""))).Problem.Code);
        Assert.Empty((await AnswerAsync(sides, sides.Region, id, (Clause, 2), (false, "Tidak sesuai"))).Problems);

        var clause = await ClauseAsync(sides, id);
        Assert.Equal((before, ClauseState.Refused), (clause.InForce!.Body, clause.Versions[1].State));
    }

    [Theory, OnEachDatabase]
    public async Task Two_editors_of_one_clause_conflict_and_of_two_clauses_do_not(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();

        Assert.False((await ProposeAsync(sides, sides.Ministry, id, "Isi kementerian", 1)).Failed);
        Assert.Equal(Negotiation.Conflict, (await ProposeAsync(sides, sides.Region, id, "Isi daerah", 1)).Problem.Code);
        Assert.False((await ProposeAsync(sides, sides.Region, id, "Isi kementerian", 1)).Failed);
        Assert.False((await ProposeAsync(sides, sides.Region, id, "Isi lain", 1, "data")).Failed);
        Assert.False((await ProposeAsync(sides, sides.Region, id, "Isi daerah", 2)).Failed);

        var clause = await ClauseAsync(sides, id);
        Assert.Equal([ClauseState.Accepted, ClauseState.Replaced, ClauseState.Proposed], clause.Versions.Select(v => v.State));
        Assert.Equal(2, clause.Proposed!.Party);
    }

    [Theory, OnEachDatabase]
    public async Task Proposals_of_many_editors_at_the_same_instant_all_land_or_conflict(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();
        string[] clauses = ["tujuan", "lingkup", "biaya"];

        var done = await Task.WhenAll(clauses.Select(c => Task.Run(() => ProposeAsync(sides, sides.Region, id, "Isi " + c, 1, c))));

        var open = (await ClausesAsync(sides, id)).Count(c => c.Open);
        Assert.Equal(done.Count(d => !d.Failed), open);
        Assert.True(open >= 2);
        Assert.All(done.Where(d => d.Failed), d => Assert.Equal(Negotiation.Conflict, d.Problem.Code));
    }

    [Theory, OnEachDatabase]
    public async Task Nothing_is_frozen_while_a_clause_is_open_or_after_the_text_changed(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();
        var old = await sides.HashAsync(id);
        Assert.False((await sides.ConfirmAsync(sides.Ministry, id, old)).Value);
        await ProposeAsync(sides, sides.Region, id, "Isi baru", 1);

        Assert.Equal("Movement.Agreement.ClauseOpen", (await sides.ConfirmAsync(sides.Region, id, old)).Problem.Code);
        await AnswerAsync(sides, sides.Ministry, id, (Clause, 2), (true, ""));
        Assert.Equal("Movement.Agreement.TextChanged", (await sides.ConfirmAsync(sides.Region, id, old)).Problem.Code);

        var hash = await sides.HashAsync(id);
        Assert.False((await sides.ConfirmAsync(sides.Region, id, hash)).Value);
        Assert.Equal(AgreementState.Negotiation, (await sides.FileAsync(id)).Agreement.State);
        Assert.True((await sides.ConfirmAsync(sides.Ministry, id, hash)).Value);
        var frozen = (await sides.FileAsync(id)).Agreement;
        Assert.Equal((AgreementState.Frozen, hash), (frozen.State, frozen.FrozenSha256));
        Assert.Equal(hash, AgreementText.Hash(frozen.FrozenText));
        Assert.Contains("Isi baru", frozen.FrozenText, StringComparison.Ordinal);
        Assert.Equal("Movement.Agreement.NotNegotiating", (await ProposeAsync(sides, sides.Region, id, "Lagi", 2)).Problem.Code);
    }

    [Theory, OnEachDatabase]
    public async Task A_new_clause_enters_the_text_when_it_is_accepted(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();
        var before = await sides.HashAsync(id);

        var added = await sides.AsAsync(sides.Region, (Negotiation n) => n.ProposeAsync(
            BothSides.PagarAlam, id, new("", "Kerahasiaan", "Para pihak menjaga kerahasiaan.", "", 0), default));
        Assert.Equal(before, await sides.HashAsync(id));
        await AnswerAsync(sides, sides.Ministry, id, (added.Value, 1), (true, ""));

        Assert.NotEqual(before, await sides.HashAsync(id));
    }

    [Theory, OnEachDatabase]
    public async Task Strangers_and_readers_neither_propose_nor_comment(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();

        foreach (var actor in new[] { sides.Stranger, TestPeople.Office("auditor"), TestPeople.Office("opd-officer", "16.72") })
        {
            Assert.Equal("Platform.Access.NotAllowed", (await ProposeAsync(sides, actor, id, "Isi", 1)).Problem.Code);
            Assert.Equal("Platform.Access.NotAllowed", (await sides.AsAsync(actor, (Negotiation n) =>
                n.CommentAsync(BothSides.PagarAlam, id, (Clause, null), "Halo", default))).Problem.Code);
        }
    }

    [Theory, OnEachDatabase]
    public async Task Who_signs_on_behalf_needs_a_letter_that_is_valid_on_the_day(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();
        Assert.Empty((await sides.AsAsync(sides.Region, (ChangeParty c) => c.SaveAsync(
            BothSides.PagarAlam, id, new(2, "180/12/2026", "Wali Kota Pagar Alam", SigningCapacity.OnBehalf), default))).Problems);
        var hash = await sides.HashAsync(id);
        await sides.ConfirmAsync(sides.Ministry, id, hash);
        await sides.ConfirmAsync(sides.Region, id, hash);

        Assert.Equal("Movement.Agreement.NoLetter", (await sides.MoveAsync(sides.Ministry, id, AgreementState.Signing)).Problem.Code);
        Assert.Empty((await EmpowerAsync(sides, sides.Region, id, new(2026, 3, 1), new(2026, 3, 5))).Problems);
        var letter = (await sides.FileAsync(id)).Powers.Single().Id;
        Assert.Empty((await sides.AsAsync(sides.Head, (ChangeParty c) =>
            c.ConfirmAsync(BothSides.PagarAlam, id, letter, default))).Problems);
        Assert.Empty((await sides.MoveAsync(sides.Ministry, id, AgreementState.Signing)).Problems);
        Assert.Equal("Movement.Agreement.LetterOutOfDate", (await sides.ForceAsync(id, new(2026, 3, 6))).Problem.Code);
        Assert.Equal("Movement.Agreement.LetterOutOfDate", (await sides.ForceAsync(id, new(2026, 2, 28))).Problem.Code);
        Assert.Empty((await sides.ForceAsync(id, new(2026, 3, 5))).Problems);
    }

    [Theory, OnEachDatabase]
    public async Task A_withdrawn_letter_and_the_other_partys_letter_do_not_count(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var sides = BothSides.Over(database);
        var id = await sides.NegotiatingAsync();
        await sides.AsAsync(sides.Region, (ChangeParty c) => c.SaveAsync(
            BothSides.PagarAlam, id, new(2, "", "Wali Kota Pagar Alam", SigningCapacity.OnBehalf), default));
        await EmpowerAsync(sides, sides.Ministry, id, new(2026, 1, 1), new(2026, 12, 31));
        Assert.Equal("Movement.Agreement.ChooseOffice", (await EmpowerAsync(
            sides, sides.Region, id, new(2026, 1, 1), new(2026, 12, 31), "Kepala Dinas Kominfo")).Problem.Code);
        await EmpowerAsync(sides, sides.Region, id, new(2026, 1, 1), new(2026, 12, 31));
        var own = (await sides.FileAsync(id)).Powers.Single(p => p.Party == 2).Id;

        Assert.Equal("Platform.Access.NotAllowed", (await sides.AsAsync(sides.Stranger, (DelegateSigning c) =>
            c.WithdrawAsync(BothSides.PagarAlam, id, (own, "x"), default))).Problem.Code);
        Assert.Empty((await sides.AsAsync(sides.Region, (DelegateSigning c) =>
            c.WithdrawAsync(BothSides.PagarAlam, id, (own, "Salah tanggal"), default))).Problems);

        var file = await sides.FileAsync(id);
        Assert.Equal("Movement.Agreement.NoLetter", SigningPower.Refuse(file.Party(2), file.Powers, new(2026, 3, 2))!.Code);
        Assert.Null(SigningPower.Refuse(file.Party(1), file.Powers, new(2026, 3, 2)));
    }

    [Theory, OnEachDatabase]
    public async Task A_conflict_shows_both_wordings_and_keeps_what_was_typed(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.NegotiatingAsync();
        using var region = app.Client(sides.Region);
        using var ministry = app.Client(sides.Ministry);
        var path = $"/kesepakatan/16.72/{id}/naskah/{Clause}";

        var first = await ministry.SubmitAsync(path, Fields(("Body", "Isi kementerian")), "form[action*=Propose]");
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        var second = await region.SubmitAsync(path, Fields(("Body", "Isi daerah"), ("shown", "1")), "form[action*=Propose]");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        var page = await second.DocumentAsync();
        Assert.Equal("Isi daerah", page.QuerySelector("textarea[name=Body]")!.TextContent.Trim());
        Assert.Equal("2", page.QuerySelector("input[name=shown]")!.GetAttribute("value"));
        Assert.Contains("Isi kementerian", page.QuerySelector(".k-compare")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll("main del"));
        Assert.NotEmpty(page.QuerySelectorAll("main ins"));

        var accepted = await region.SubmitAsync(path, Fields(("jawaban", "terima")), "form[action*=Answer]");
        Assert.Equal(HttpStatusCode.SeeOther, accepted.StatusCode);
    }

    [Theory, OnEachDatabase]
    public async Task Both_confirm_the_whole_text_over_the_pages_and_it_is_frozen(DatabaseEngine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var sides = new BothSides(app.Database, app.Services);
        var id = await sides.NegotiatingAsync();
        var path = $"/kesepakatan/16.72/{id}/naskah";
        foreach (var actor in new[] { sides.Region, sides.Ministry })
        {
            using var client = app.Client(actor);
            Assert.Contains("Pasal 8.", (await client.PageAsync(path)).QuerySelector("#setuju")!.TextContent, StringComparison.Ordinal);
            var done = await client.SubmitAsync(path, [], "form[action*=Confirm]");
            Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
        }

        using var reader = app.Client(TestPeople.Office("auditor"));
        var page = await reader.PageAsync(path);
        Assert.Contains((await sides.FileAsync(id)).Agreement.FrozenSha256, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("main form[method=post]"));
    }

    private static Task<Outcome<string>> ProposeAsync(
        BothSides sides, Actor actor, AgreementId id, string body, int shown, string clause = Clause) =>
        sides.AsAsync(actor, (Negotiation n) =>
            n.ProposeAsync(BothSides.PagarAlam, id, new(clause, "Pembiayaan", body, "", shown), default));

    private static Task<Outcome<Nothing>> AnswerAsync(
        BothSides sides, Actor actor, AgreementId id, (string Clause, int Number) version, (bool Accept, string Reason) answer) =>
        sides.AsAsync(actor, (Negotiation n) => n.AnswerAsync(BothSides.PagarAlam, id, version, answer, default));

    private static async Task<Outcome<Nothing>> EmpowerAsync(
        BothSides sides, Actor actor, AgreementId id, DateOnly from, DateOnly until,
        string office = "Sekretaris Daerah Kota Pagar Alam")
    {
        using var letter = new MemoryStream("%PDF-1.4\n%%EOF\n"u8.ToArray());
        var input = new PowerInput(office, "090/1", from, from, until) { Scope = "Penandatanganan nota kesepakatan" };
        return await sides.AsAsync(actor, (ChangeParty c) =>
            c.EmpowerAsync(BothSides.PagarAlam, id, input, (letter, "kuasa.pdf"), default));
    }

    private static async Task<IReadOnlyList<ClauseView>> ClausesAsync(BothSides sides, AgreementId id) =>
        ClauseView.Of(await sides.AsAsync(sides.Ministry, (AgreementDesk d) => d.ClausesAsync(BothSides.PagarAlam, id, default)));

    private static async Task<ClauseView> ClauseAsync(BothSides sides, AgreementId id) =>
        (await ClausesAsync(sides, id)).Single(c => c.Code == Clause);

    private static IEnumerable<KeyValuePair<string, string>> Fields(params (string Name, string Value)[] fields) =>
        fields.Select(f => KeyValuePair.Create(f.Name, f.Value));
}
