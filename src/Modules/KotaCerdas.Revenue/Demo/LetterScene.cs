using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Demo;

/// <summary>A business that filed no return for a month, and what the office estimates of it.</summary>
internal sealed record Unfiled(KindObjectId Object, DateOnly From, DateOnly To, IReadOnlyDictionary<string, string> Estimate);

/// <summary>
/// What follows returns and assessments. Of the quarters of one restaurant the first is not paid, reminded of and pursued, the second found
/// right, the third too low and objected to, the fourth too low twice, the debt of the fifth acknowledged. A late return and a late levy
/// are billed; what was not filed is estimated. Assessments of an overpayment need payments, which no generated year has.
/// </summary>
internal sealed class LetterScene(DemoStage stage, RevenueDemoCast cast, RegionCode region)
{
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);

    private readonly DemoLetters _letters = new(stage, cast, region);

    /// <param name="quarters">Returns of one restaurant, the oldest first.</param>
    /// <param name="late">A return that came late.</param>
    /// <param name="unfiled">A business without a return.</param>
    public async Task PlayAsync(IReadOnlyList<ChargeId> quarters, ChargeId late, Unfiled unfiled)
    {
        await LateAsync(late);
        stage.Clock.Set(new DateOnly(2026, 4, 24), 9);
        await FollowAsync("teguran", quarters[0], Nothing, "Revenue.Demo.Reminder");
        stage.Clock.Set(new DateOnly(2026, 4, 27), 9);
        var found = await AuditAsync("skpdkb", quarters[2], quarters[2], 150, "Revenue.Demo.Audit");
        await AuditAsync("skpdn", quarters[1], quarters[1], 100, "Revenue.Demo.AuditRight");
        var tooLow = await AuditAsync("skpdkb", quarters[3], quarters[3], 120, "Revenue.Demo.Audit");
        await DeliverAsync(found);
        await LevyAsync();
        stage.Clock.Set(new DateOnly(2026, 5, 6), 9);
        var asked = await _letters.AskAsync("pengakuan", quarters[4], "Revenue.Demo.Acknowledge");
        await _letters.IssueAsync(
            new("pengakuan", quarters[4], null, default, default) { Request = asked }, Nothing, "Revenue.Demo.Acknowledged");
        stage.Clock.Set(new DateOnly(2026, 5, 11), 9);
        await _letters.IssueAsync(
            new("skpdkb-jabatan", null, unfiled.Object, unfiled.From, unfiled.To), unfiled.Estimate, "Revenue.Demo.Estimate");
        await ObjectAsync(found, quarters[0]);
        stage.Clock.Set(new DateOnly(2026, 9, 14), 9);
        await AuditAsync("skpdkbt", tooLow, quarters[3], 140, "Revenue.Demo.AuditMore");
    }

    /// <summary>The late return is billed; its taxpayer asks for a reduction.</summary>
    private async Task LateAsync(ChargeId late)
    {
        stage.Clock.Set(new DateOnly(2026, 4, 21), 9);
        await FollowAsync("stpd", late, Nothing, "Revenue.Demo.Late");
        await _letters.AskAsync("pengurangan", late, "Revenue.Demo.Ask");
    }

    /// <summary>A stall that did not pay its levy is billed for the interest.</summary>
    private async Task LevyAsync()
    {
        stage.Clock.Set(new DateOnly(2026, 5, 5), 9);
        var levy = await stage.ReadAsync((KotaDb db) => db.In<Charge>(RegionScope.Of(region)).AsNoTracking()
            .Where(c => c.Letter == "skrd").OrderBy(c => c.Number).Select(c => c.ChargeId).FirstAsync(stage.Cancel));
        await FollowAsync("strd", levy, Nothing, "Revenue.Demo.LevyUnpaid");
    }

    /// <summary>An audit of a return finds so many hundredths of the turnover that it told.</summary>
    private async Task<ChargeId> AuditAsync(string letter, ChargeId charge, ChargeId filed, int hundredths, string reason)
    {
        var facts = Facts.Read((await CurrentAsync(filed)).Facts).ToDictionary(StringComparer.Ordinal);
        var turnover = long.Parse(facts["turnover"], CultureInfo.InvariantCulture);
        facts["turnover"] = (turnover * hundredths / 100).ToString(CultureInfo.InvariantCulture);
        return await FollowAsync(letter, charge, facts, reason);
    }

    /// <summary>The taxpayer objects to the assessment, and is heard in part; what was reminded of is pursued meanwhile.</summary>
    private async Task ObjectAsync(ChargeId found, ChargeId reminded)
    {
        stage.Clock.Set(new DateOnly(2026, 5, 18), 9);
        await FollowAsync("surat-paksa", reminded, Nothing, "Revenue.Demo.Warrant");
        var asked = await _letters.AskAsync("keberatan", found, "Revenue.Demo.Objection");
        var parts = (await CurrentAsync(found)).Parts;
        stage.Clock.Set(new DateOnly(2026, 8, 12), 9);
        await _letters.IssueAsync(
            new("keberatan", found, null, default, default) { Request = asked },
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["principal"] = (parts.Principal * 4 / 5).ToString(CultureInfo.InvariantCulture),
                ["sanction"] = (parts.Sanction * 4 / 5).ToString(CultureInfo.InvariantCulture),
            },
            "Revenue.Demo.ObjectionHeard");
    }

    /// <summary>The assessment is handed over on the third day: the time to object begins.</summary>
    private async Task DeliverAsync(ChargeId found)
    {
        var current = await CurrentAsync(found);
        var day = new DateOnly(2026, 4, 30);
        stage.Clock.Set(day, 15);
        DeliveryNote note = new(
            current.DocumentId!.Value.ToString(), current.Number, DeliveryOutcome.Received, stage.Say("Revenue.Demo.Receiver"),
            nameof(ReceiverRelation.Employee));
        await stage.AsAsync(cast.Assessor, (LetterDeliveryDesk d) => d.RecordAsync(region, day, [note], stage.Cancel));
    }

    private async Task<Charge> CurrentAsync(ChargeId id) =>
        (await stage.ReadAsync((ChargeReading r) => r.FindAsync(region, id, stage.Cancel)))!.Current;

    /// <summary>Has a letter issued on a charge; what it is about then.</summary>
    private async Task<ChargeId> FollowAsync(
        string letter, ChargeId charge, IReadOnlyDictionary<string, string> values, string reason) =>
        (await _letters.IssueAsync(new(letter, charge, null, default, default), values, reason)).ChargeId ?? charge;
}
