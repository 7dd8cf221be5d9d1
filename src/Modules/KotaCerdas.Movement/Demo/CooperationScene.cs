using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Features.Agreements;
using KotaCerdas.Movement.Features.Signing;
using KotaCerdas.Movement.Model.Agreeing;
using KotaCerdas.Platform;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Demo;

/// <summary>
/// What the shown region agrees with others, each in its legal form and signed on the platform: with an invented bank a joint agreement,
/// which renews an earlier one and whose obligations are in every state, and the cooperation agreement that carries it out; with the
/// ministry an addendum; with another region a text that is still negotiated.
/// </summary>
internal sealed class CooperationScene(DemoStage stage, DemoCast cast)
{
    private static readonly RegionCode Shown = DemoRegions.Shown;

    private readonly AgreementSteps _steps = new(stage);

    public async Task PlayAsync()
    {
        if (!cast.Regions.TryGetValue(Shown, out var offices))
        {
            return;
        }

        var joint = await JointAsync(offices, await new PastScene(stage, cast, offices).PlayAsync());
        await KeepAsync(joint, offices);
        await CarryOutAsync(joint, offices);
        await AmendAsync(offices);
        await NegotiateAsync(offices);
    }

    private async Task<AgreementId> JointAsync(DemoRegionOffices offices, AgreementId before)
    {
        stage.Clock.Set(new DateOnly(2026, 4, 21), 9);
        var id = await DraftAsync(offices.Diskominfo, "kerja-sama-bank", null, new(2026, 5, 4), (before, AgreementLink.Renewal));
        foreach (var (title, days) in new[] { ("Movement.Demo.DutyTraining", 20), ("Movement.Demo.DutyCampaign", 300) })
        {
            var duty = new ObligationInput(stage.Say(title), 1, stage.Say("Movement.Demo.DutyOwner"), ObligationRule.CalendarDays, days)
            {
                Law = stage.Say("Movement.Demo.DutyLaw"),
            };
            await stage.AsAsync(offices.Diskominfo, (AddObligation o) => o.RunAsync(Shown, id, duty, stage.Cancel));
        }

        var (office, region) = (stage.Say("Movement.Demo.BankWitness"), stage.Say("Movement.Demo.Government", "Kota Pagar Alam"));
        await stage.AsAsync(offices.Diskominfo, (ChangeParty o) =>
            o.AttendAsync(Shown, id, (AttendanceKind.Witness, office, region, false), stage.Cancel));
        await _steps.MoveAsync(offices.Diskominfo, Shown, id, AgreementState.Negotiation);
        await _steps.ConfirmAsync(Shown, id, cast.Partner, offices.Diskominfo);
        stage.Clock.Set(new DateOnly(2026, 5, 4), 10);
        await _steps.MoveAsync(offices.Diskominfo, Shown, id, AgreementState.Signing);
        await _steps.SignAsync(Shown, id, offices.Head, cast.Partner);
        return id;
    }

    /// <summary>Met by the bank, returned to the region, handed in and waiting; one is late and one has just begun.</summary>
    private async Task KeepAsync(AgreementId id, DemoRegionOffices offices)
    {
        var key = await KeysAsync(id);
        await MeetAsync(key("kanal"), (cast.Partner, new DateOnly(2026, 7, 20)), (offices.Head, new DateOnly(2026, 7, 24)));
        await _steps.ReportAsync(offices.Diskominfo, key("prosedur"), new DateOnly(2026, 7, 6));
        stage.Clock.Set(new DateOnly(2026, 7, 9), 9);
        var reason = stage.Say("Movement.Demo.DutyReturned");
        await stage.AsAsync(cast.Partner, (ObligationWork o) => o.AnswerAsync(key("prosedur"), false, reason, stage.Cancel));
        await _steps.ReportAsync(cast.Partner, key("laporan-tahunan"), new DateOnly(2026, 11, 16));
    }

    /// <summary>The head is away: the secretary signs by a letter.</summary>
    private async Task CarryOutAsync(AgreementId joint, DemoRegionOffices offices)
    {
        stage.Clock.Set(new DateOnly(2026, 5, 18), 9);
        var day = new DateOnly(2026, 6, 8);
        var id = await DraftAsync(offices.Diskominfo, "pks-penerimaan-nontunai", null, day, (joint, AgreementLink.FollowUp));
        await _steps.MoveAsync(offices.Diskominfo, Shown, id, AgreementState.Negotiation);
        await _steps.ConfirmAsync(Shown, id, cast.Partner, offices.Diskominfo);
        stage.Clock.Set(new DateOnly(2026, 6, 2), 9);
        var letter = (stage.Say("Movement.Demo.SecretaryOffice"), new DateOnly(2026, 7, 31));
        await stage.AsAsync(offices.Diskominfo, (DelegateSigning o) => o.PrepareAsync(Shown, id, letter, stage.Cancel));
        var power = (await stage.ReadAsync((AgreementDesk d) => d.ReadAsync(Shown, id, stage.Cancel))).Value.Powers.Single().Id;
        await stage.AsAsync(offices.Head, (DelegateSigning o) => o.SignAsync(Shown, id, power, SigningHand.None, stage.Cancel));
        stage.Clock.Set(day, 10);
        await _steps.MoveAsync(offices.Diskominfo, Shown, id, AgreementState.Signing);
        await _steps.SignAsync(Shown, id, cast.Secretary, cast.Partner);
        var key = await KeysAsync(id);
        await MeetAsync(key("rekening"), (offices.Diskominfo, new DateOnly(2026, 6, 24)), (cast.Partner, new DateOnly(2026, 6, 26)));
        await MeetAsync(key("uji-kanal"), (cast.Partner, new DateOnly(2026, 7, 27)), (offices.Head, new DateOnly(2026, 7, 29)));
    }

    /// <summary>An addendum to the memorandum, where the ceremony signed it.</summary>
    private async Task AmendAsync(DemoRegionOffices offices)
    {
        var memorandum = await stage.ReadAsync((KotaDb db) => db.In<AgreementRecord>(RegionScope.Of(Shown)).AsNoTracking()
            .Where(a => a.RegionCode == Shown && a.Template == AgreementScene.Memorandum && a.State == AgreementState.InForce)
            .Select(a => (AgreementId?)a.Id).FirstOrDefaultAsync(stage.Cancel));
        if (memorandum is not { } parent)
        {
            return;
        }

        stage.Clock.Set(new DateOnly(2026, 7, 13), 9);
        var day = new DateOnly(2026, 7, 20);
        var id = await DraftAsync(cast.Officer, AgreementCatalogue.Shipped.Addendum.Code, null, day, (parent, AgreementLink.Addendum));
        await _steps.MoveAsync(cast.Officer, Shown, id, AgreementState.Negotiation);
        var wording = new WordingInput(
            "perubahan", stage.Say("Movement.Demo.AddendumHeading"), stage.Say("Movement.Demo.AddendumBody"),
            stage.Say("Movement.Demo.AddendumWhy"), 1);
        await _steps.ProposeAsync((Shown, id), offices.Diskominfo, wording, cast.Officer);
        await _steps.ConfirmAsync(Shown, id, cast.Officer, offices.Diskominfo);
        stage.Clock.Set(day, 9);
        await _steps.MoveAsync(cast.Officer, Shown, id, AgreementState.Signing);
        await _steps.SignAsync(Shown, id, offices.Head, cast.General);
    }

    /// <summary>What the daily watch has told until now of the promises to and of the bank.</summary>
    public async Task WatchAsync(DateOnly today)
    {
        stage.Clock.Set(today, 1);
        var running = await stage.ReadAsync((KotaDb db) => db.In<AgreementRecord>(RegionScope.Of(Shown)).AsNoTracking()
            .Where(a => a.RegionCode == Shown && a.State == AgreementState.InForce && a.CallId == null).OrderBy(a => a.Id)
            .Select(a => a.Id).ToListAsync(stage.Cancel));
        foreach (var id in running)
        {
            await stage.AsAsync(cast.Officer, async (WatchAgreement o) =>
                Outcome.Of(await o.RunAsync(Actor.Platform(WatchObligations.Kind.Name), Shown, id, stage.Cancel)));
        }
    }

    /// <summary>With another region: a proposal that waits for an answer, and a question about it.</summary>
    private async Task NegotiateAsync(DemoRegionOffices offices)
    {
        var codes = cast.Regions.Keys.Where(c => c != Shown).ToList();
        var peer = await stage.ReadAsync((KotaDb db) => db.Shared<Region>().AsNoTracking()
            .Where(r => codes.Contains(r.Code)).OrderBy(r => r.Code).FirstOrDefaultAsync(stage.Cancel));
        if (peer is null)
        {
            return;
        }

        stage.Clock.Set(new DateOnly(2026, 11, 9), 9);
        var with = new CounterpartyInput(
            "other-region", stage.Say("Movement.Demo.Government", peer.Name),
            stage.Say($"Movement.Agreement.HeadOf{peer.Kind}", RegionWords.PlaceOf(peer)), peer.Code);
        var id = await DraftAsync(offices.Diskominfo, "kesepakatan-bersama", with, new(2026, 12, 14));
        await _steps.MoveAsync(offices.Diskominfo, Shown, id, AgreementState.Negotiation);
        const string Clause = "pelaksanaan";
        var wording = new WordingInput(
            Clause, stage.Say("Movement.Demo.PeerHeading"), stage.Say("Movement.Demo.PeerBody"), stage.Say("Movement.Demo.PeerWhy"), 1);
        await _steps.ProposeAsync((Shown, id), offices.Diskominfo, wording, null);
        stage.Clock.Set(new DateOnly(2026, 11, 11), 14);
        var question = stage.Say("Movement.Demo.PeerComment");
        await stage.AsAsync(cast.Regions[peer.Code].Diskominfo, (Negotiation o) =>
            o.CommentAsync(Shown, id, (Clause, null), question, stage.Cancel));
    }

    private Task<AgreementId> DraftAsync(
        UserId user, string template, CounterpartyInput? with, DateOnly planned, (AgreementId, AgreementLink)? parent = null) =>
        _steps.DraftAsync(user, Shown, template, (with, parent), planned);

    private async Task<Func<string, ObligationKey>> KeysAsync(AgreementId id)
    {
        var duties = await stage.ReadAsync((AgreementDesk d) => d.ObligationsAsync(Shown, id, stage.Cancel));
        return code => new(Shown, id, duties.Single(o => o.Code == code).Id);
    }

    private async Task MeetAsync(ObligationKey key, (UserId User, DateOnly On) reports, (UserId User, DateOnly On) accepts)
    {
        await _steps.ReportAsync(reports.User, key, reports.On);
        stage.Clock.Set(accepts.On, 9);
        await stage.AsAsync(accepts.User, (ObligationWork o) => o.AnswerAsync(key, true, string.Empty, stage.Cancel));
    }
}
