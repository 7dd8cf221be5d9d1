using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Contracts;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Features.Levies;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Assessment;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// Issues and changes what is owed, inside the caller's write: number and letter, the row, what happened, and its journal become durable
/// together or not at all.
/// </summary>
internal sealed class ChargeDesk(
    KotaDb db, RegisterDesk desk, GeneralLedger ledger, ChartOfAccounts chart, DocumentRegister register, LetterText letters)
{
    /// <summary>Event of the journals of what is owed and of what changes it.</summary>
    public const string PostedEvent = "revenue.charge-posted";

    /// <summary>Event of the journals of money that came.</summary>
    public const string PaidEvent = "revenue.charge-paid";

    public static readonly Problem Twice = new("Revenue.Charge.Twice");

    /// <summary>Issues the first cycle of a charge.</summary>
    public async Task<Outcome<Charge>> IssueAsync(WriteScope write, Region region, ChargeDraft draft, CancellationToken cancel)
    {
        if (await db.In<Charge>(RegionScope.Of(region.Code)).AnyAsync(c => c.Reference == draft.Reference, cancel))
        {
            return Twice;
        }

        if (await ObjectPeriods.EnterAsync(db, write, draft, cancel) is { } taken)
        {
            return taken;
        }

        var charge = await AddAsync(write, region, draft, (new ChargeId(desk.NewId()), 1), cancel);
        if (charge.Failed)
        {
            return charge;
        }

        var standing = ChargeStanding.Issue(draft.Result.Parts.Total);
        Add(charge.Value, new(1, ChargeEventKind.Issued, draft.IssuedOn, standing)
        {
            Change = draft.Result.Parts.Total, DueOn = draft.DueOn,
            ExpiresFrom = draft.Letter.ExpiresFrom == "issued" ? draft.IssuedOn : draft.Topic.To,
            Letter = draft.Letter.Code, DecisionId = draft.DecisionId, DocumentId = charge.Value.DocumentId, Reason = draft.Reason,
        });
        var none = new ChargeStanding(0, 0, 0, ChargeState.Issued);
        var refused = await PostAsync(
            write, charge.Value, ("charge", draft.IssuedOn),
            a => ChargePosting.Change(a, At(charge.Value), (default, draft.Result.Parts), (none, standing)), cancel);
        Note("Revenue.Trail.ChargeIssued", charge.Value, new { charge.Value.Letter, charge.Value.Number, charge.Value.Amount });
        return refused is null ? charge : refused;
    }

    /// <summary>Issues a further cycle: another amount of the same charge.</summary>
    public async Task<Outcome<Charge>> AmendAsync(
        WriteScope write, Region region, ChargeFileOf before, ChargeDraft draft, CancellationToken cancel)
    {
        if (before.Standing.State == ChargeState.WrittenOff)
        {
            return new Problem("Revenue.Charge.WrittenOff", null, before.Current.Number);
        }

        var charge = before.Bill is { } file
            ? await AddBillAsync(write, region, (before, file), draft, cancel)
            : await AddAsync(write, region, draft, (before.Id, before.Current.Cycle + 1), cancel);
        if (charge.Failed)
        {
            return charge;
        }

        var change = draft.Result.Parts.Total - before.Current.Amount;
        var standing = before.Standing.Amend(change, draft.Result.Parts.Total);
        var terms = draft.Terms ?? before.Last.Terms?.After(before.Current.Amount, draft.Result.Parts.Total);
        Add(charge.Value, new(before.Last.Ordinal + 1, ChargeEventKind.Amended, draft.IssuedOn, standing)
        {
            Change = change, DueOn = draft.DueOn ?? DueAfter(before, terms, standing), Plan = terms?.Write(), At = charge.Value.RecordedAt,
            ExpiresFrom = Restart(draft.Letter, before, draft.IssuedOn),
            Letter = draft.Letter.Code, DecisionId = draft.DecisionId, DocumentId = charge.Value.DocumentId, Reason = draft.Reason,
        });
        var refused = await PostAsync(
            write, charge.Value, ("charge", draft.IssuedOn),
            a => ChargePosting.Change(
                a, At(charge.Value), (before.Current.Parts, draft.Result.Parts), (before.Standing, standing)), cancel);
        Note("Revenue.Trail.ChargeAmended", charge.Value, new { charge.Value.Letter, charge.Value.Number, change });
        return refused is null ? charge : refused;
    }

    /// <summary>Records what a letter does that gives no other amount: a reminder, a later due day, a write-off.</summary>
    public async Task<Outcome<IssuedDocument>> NoteAsync(
        WriteScope write, Region region, ChargeFileOf of, ChargeDraft draft, CancellationToken cancel)
    {
        var setting = await SettingAsync(region, draft, cancel);
        var document = await register.PrepareAsync(desk.Actor, write, letters.Of(region, draft, of, setting), cancel);
        if (document.Failed)
        {
            return document;
        }

        var writesOff = draft.Letter.Effect == LetterEffect.WriteOff;
        var standing = writesOff ? of.Standing.WriteOff() : of.Standing;
        var kind = writesOff ? ChargeEventKind.WrittenOff
            : draft.Letter.Effect == LetterEffect.Defer ? ChargeEventKind.Deferred : ChargeEventKind.Noted;
        Add(of.Current, new(of.Last.Ordinal + 1, kind, draft.IssuedOn, standing)
        {
            Change = standing.Open - of.Standing.Open, DueOn = draft.DueOn ?? of.Last.DueOn,
            Plan = draft.Terms?.Write() ?? of.Last.Plan, ExpiresFrom = Restart(draft.Letter, of, draft.IssuedOn),
            Letter = draft.Letter.Code, DecisionId = draft.DecisionId, DocumentId = document.Value.Id, Reason = draft.Reason,
        });
        var refused = writesOff
            ? await PostAsync(
                write, of.Current, ("write-off", draft.IssuedOn), a => ChargePosting.WriteOff(a, At(of.Current), of.Standing.Open), cancel)
            : null;
        Note("Revenue.Trail.ChargeNoted", of.Current, new { draft.Letter.Code, document.Value.Number });
        return refused is null ? document : refused;
    }

    /// <summary>Grants a reduction of assessments to come: a letter and a fact, nothing is owed by it.</summary>
    public async Task<Outcome<IssuedDocument>> RelieveAsync(
        WriteScope write, Region region, Nop nop, ChargeDraft draft, CancellationToken cancel)
    {
        if (await BilledAsync(write, region.Code, nop, (draft.Topic.From.Year, draft.Topic.To.Year), cancel) is { } year)
        {
            return new Problem(
                "Revenue.Reduction.Billed", FactFields.Prefix + ReductionCase.First, year.ToString(CultureInfo.InvariantCulture));
        }

        var setting = await SettingAsync(region, draft, cancel);
        var document = await register.PrepareAsync(desk.Actor, write, letters.OfReduction(region, draft, setting), cancel);
        if (document.Failed)
        {
            return document;
        }

        Check.That(RuleUnit.Percent.TryRead(draft.Result.Facts[BillChange.PrincipalShare], out var share));
        db.Add(new Reduction
        {
            RegionCode = region.Code, Id = draft.DecisionId!.Value, Nop = nop, FirstYear = draft.Topic.From.Year,
            LastYear = draft.Topic.To.Year, Share = (int)share.InMillionths()!.Value, Letter = draft.Letter.Code,
            DocumentId = document.Value.Id, DecidedOn = draft.IssuedOn, Reason = draft.Reason, RecordedAt = desk.Now,
            RecordedBy = desk.Actor.User, RecordedByName = desk.Actor.Name,
        });
        desk.NoteObject("Revenue.Trail.ReductionGranted", region.Code, nop, new { document.Value.Number });
        return document;
    }

    /// <summary>The first year that is billed already, by whichever system. The years are held: none is posted meanwhile.</summary>
    private async Task<int?> BilledAsync(
        WriteScope write, RegionCode region, Nop nop, (int First, int Last) years, CancellationToken cancel)
    {
        var connection = await db.SqlAsync(write.Scope, cancel);
        for (var year = years.First; year <= years.Last; year++)
        {
            await BillYears.LockAsync(connection, region, year, cancel);
            if (await connection.Make(
                "select (select count(*) from revenue_bill where region_code = @region and nop = @nop and tax_year = @year) + "
                    + "(select count(*) from revenue_legacy_bill where region_code = @region and nop = @nop and tax_year = @year)",
                ("region", region.Value), ("nop", nop.Value), ("year", year)).Patient().NumberAsync(cancel) > 0)
            {
                return year;
            }
        }

        return null;
    }

    /// <summary>Books money that came for a charge; what is more than open stands with the overpayments.</summary>
    /// <param name="write">The open write.</param>
    /// <param name="of">What is owed.</param>
    /// <param name="money">Rupiah, the day on which it was paid, and the reference of the payment, once in a region.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Problem?> PayAsync(
        WriteScope write, ChargeFileOf of, (long Amount, DateOnly On, string Reference) money, CancellationToken cancel)
    {
        var standing = of.Standing.Pay(money.Amount);
        Add(of.Current, new(of.Last.Ordinal + 1, ChargeEventKind.Paid, money.On, standing)
        {
            Change = -money.Amount, DueOn = DueAfter(of, of.Last.Terms, standing), Plan = of.Last.Plan, ExpiresFrom = of.ExpiresFrom,
            Letter = string.Empty, Reason = money.Reference,
        });
        return await PostAsync(
            write, of.Current, ("payment/" + money.Reference, money.On),
            a => ChargePosting.Pay(a, At(of.Current), money.Amount, (of.Standing, standing)), cancel);
    }

    /// <summary>The day from which the right to collect runs after a letter; one that comes after its end does not begin it anew.</summary>
    private static DateOnly Restart(LetterRule letter, ChargeFileOf of, DateOnly on) =>
        letter.Interrupts && on > of.ExpiresFrom && on <= of.ExpiresOn ? on : of.ExpiresFrom;

    /// <summary>The next day by which something is to be paid after it.</summary>
    private static DateOnly? DueAfter(ChargeFileOf of, DueTerms? terms, ChargeStanding standing) =>
        terms?.NextDueOn(standing.Open, standing.Paid - standing.Over) ?? of.Last.DueOn;

    private static (string Subject, int Period) At(Charge charge) => (charge.Subject, charge.LedgerPeriod);

    /// <summary>What stands on the region's paper on the day of a letter, null where the region has not said so.</summary>
    private async Task<PaperSetting?> SettingAsync(Region region, ChargeDraft draft, CancellationToken cancel) => PaperSetting.On(
        draft.IssuedOn, await db.In<PaperSetting>(RegionScope.Of(region.Code)).AsNoTracking().ToListAsync(cancel));

    /// <summary>Adds the next cycle of a PBB-P2 bill, with the next number of its year; the charge is what letters see of it.</summary>
    private async Task<Outcome<Charge>> AddBillAsync(
        WriteScope write, Region region, (ChargeFileOf Charge, BillFile File) before, ChargeDraft draft, CancellationToken cancel)
    {
        // Who was faster is seen from here on: numbers are given by one write at a time. Who waits for them holds no number of a letter.
        var (nop, year) = (before.File.Bill.Nop, before.File.Bill.TaxYear);
        var number = await BillNumbers.LastAsync(db, region.Code, year, cancel) + 1;
        if (await db.In<Bill>(RegionScope.Of(region.Code)).AnyAsync(
            b => b.Nop == nop && b.TaxYear == year && b.Cycle > before.File.Bill.Cycle, cancel))
        {
            return RegisterDesk.Raced;
        }

        var setting = await SettingAsync(region, draft, cancel);
        var document = await register.PrepareAsync(desk.Actor, write, letters.Of(region, draft, before.Charge.Id, setting), cancel);
        if (document.Failed)
        {
            return Outcome.Fail<Charge>(document.Problems);
        }

        var bill = draft.Result.Bill!.Value.After(before.File.Bill, number, before.File.Rules);
        db.Add(bill);
        if (before.File.Dispatch is not null)
        {
            desk.Tell(new BillChanged(region.Code, nop.Value, year));
        }

        return BillCharges.ChargeOf(bill, before.File, new(
            draft.Letter.Code, document.Value.Id, draft.IssuedOn, draft.Reason, draft.KnownAt, desk.Actor.User, desk.Actor.Name));
    }

    private async Task<Outcome<Charge>> AddAsync(
        WriteScope write, Region region, ChargeDraft draft, (ChargeId Id, int Cycle) key, CancellationToken cancel)
    {
        var setting = await SettingAsync(region, draft, cancel);
        var document = await register.PrepareAsync(desk.Actor, write, letters.Of(region, draft, key.Id, setting), cancel);
        if (document.Failed)
        {
            return Outcome.Fail<Charge>(document.Problems);
        }

        var (topic, result) = (draft.Topic, draft.Result);
        var charge = new Charge
        {
            RegionCode = region.Code, ChargeId = key.Id, Cycle = key.Cycle, Letter = draft.Letter.Code, Kind = topic.Kind.Code,
            Number = document.Value.Number, DocumentId = document.Value.Id, ObjectId = topic.Object?.ObjectId,
            TaxpayerId = topic.Taxpayer.TaxpayerId, Subject = topic.Subject, Reference = draft.Reference, PeriodFrom = topic.From,
            PeriodTo = topic.To, LedgerPeriod = topic.LedgerPeriod, Facts = Model.Returns.Facts.Write(result.Facts), Trace = result.Trace,
            RulesVersion = result.Set.Head.Version, RulesHash = result.Set.Hash, Principal = result.Parts.Principal,
            Sanction = result.Parts.Sanction, Province = result.Parts.Province, Amount = result.Parts.Total, IssuedOn = draft.IssuedOn,
            DueOn = draft.DueOn, FiledOn = draft.FiledOn, FileDueOn = draft.FileDueOn, Follows = draft.Follows, Channel = draft.Channel,
            Reason = draft.Reason, RecordedAt = desk.Now, RecordedBy = desk.Actor.User, RecordedByName = desk.Actor.Name,
        };
        db.Add(charge);
        foreach (var file in draft.Files)
        {
            db.Add(file);
            db.Add(new ChargeFile { RegionCode = region.Code, OwnerId = key.Id.Value, FileId = file.Id, RecordedAt = desk.Now });
        }

        return charge;
    }

    private void Add(Charge charge, Happening happened) => db.Add(new ChargeEvent
    {
        RegionCode = charge.RegionCode, ChargeId = charge.ChargeId, Ordinal = happened.Ordinal, Kind = happened.Kind,
        HappenedOn = happened.On, Change = happened.Change, OpenAfter = happened.After.Open, PaidAfter = happened.After.Paid,
        OverAfter = happened.After.Over, State = happened.After.State, DueOn = happened.DueOn, ExpiresFrom = happened.ExpiresFrom,
        Letter = happened.Letter, DecisionId = happened.DecisionId, DocumentId = happened.DocumentId, Reason = happened.Reason,
        Nop = charge.ChargeId.Bill?.Nop, TaxYear = charge.ChargeId.Bill?.Year, Cycle = charge.ChargeId.Bill is null ? null : charge.Cycle,
        Plan = happened.Plan, RecordedAt = happened.At ?? desk.Now, RecordedBy = desk.Actor.User, RecordedByName = desk.Actor.Name,
    });

    /// <summary>Posts the journal of an event; nothing where no amount changes.</summary>
    private async Task<Problem?> PostAsync(
        WriteScope write, Charge charge, (string What, DateOnly On) posting, Func<ChargeAccounts, IReadOnlyList<JournalLine>> lines,
        CancellationToken cancel)
    {
        var accounts = ChargeAccounts.Of(RevenueKinds.Find(charge.Kind)!, LetterRules.Of(charge.FirstLetter), chart);
        if (accounts.Failed)
        {
            return accounts.Problem;
        }

        var made = lines(accounts.Value);
        if (made.Count == 0)
        {
            return null;
        }

        var payment = posting.What.StartsWith("payment/", StringComparison.Ordinal);
        var head = new JournalHead
        {
            Region = charge.RegionCode,
            Key = payment ? posting.What : $"{posting.What}/{charge.ChargeId}/{charge.Cycle}",
            Event = payment ? PaidEvent : PostedEvent,
            Source = charge.ChargeId.ToString(),
            ValueOn = posting.On,
            By = desk.Actor,
        };
        var posted = await ledger.PostAsync(write, new(head, made), cancel);
        return posted.Failed ? posted.Problem : null;
    }

    private void Note(string action, Charge charge, object details) =>
        desk.NoteThing(action, new(charge.RegionCode, LetterText.ChargeSubject, charge.ChargeId.ToString()), details);

    private sealed record Happening(int Ordinal, ChargeEventKind Kind, DateOnly On, ChargeStanding After)
    {
        public long Change { get; init; }

        public DateOnly? DueOn { get; init; }

        public DateOnly ExpiresFrom { get; init; }

        public string Letter { get; init; } = string.Empty;

        public Guid? DecisionId { get; init; }

        public DocumentId? DocumentId { get; init; }

        public string Reason { get; init; } = string.Empty;

        public string? Plan { get; init; }

        /// <summary>When it was recorded, null for now.</summary>
        public DateTime? At { get; init; }
    }
}
