using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Assessment;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Returns;
using KotaCerdas.Revenue.Model.Rules;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Revenue.Features.Letters;

/// <summary>
/// What returns and letters promise, as part of <c>kotacerdas ledger check</c>: receivables are the sums of what is open (I8), what is open
/// follows from event to event (I6), amounts come out again from their facts, rules and decisions (I11), audits assess no more than they
/// found (I11), interest is the sum over its regimes (I17), nobody decided what they proposed (I15).
/// </summary>
internal sealed class ChargeAudit(KotaDb db, ChargeReading charges, LedgerComparison ledger, ChartOfAccounts chart) : ILedgerAudit
{
    public IReadOnlyList<DatabaseRule> Rules =>
    [
        new(Invariant.I6, "revenue_assessment_event", "revenue_assessment_event_open_after_check", "check (open_after >= 0)"),
        new(Invariant.I6, "revenue_assessment_event", "revenue_assessment_event_over_after_check", "check (over_after >= 0)"),
        new(Invariant.I13, "revenue_assessment", "revenue_assessment_reference"),
        new(Invariant.I15, "revenue_decision", "revenue_decision_check", "check (proposed_by <> decided_by)"),
    ];

    public async Task RunAsync(RegionCode region, LedgerFindings found, CancellationToken cancel)
    {
        void Flaw(Invariant of, string code, string what) =>
            found.Break(of, new("Revenue.ChargeAudit." + code, null, region.Value, what));

        var scope = RegionScope.Of(region);
        var cycles = await db.In<Charge>(scope).AsNoTracking().ToListAsync(cancel);
        var events = (await db.In<ChargeEvent>(scope).AsNoTracking().Where(e => e.Nop == null).OrderBy(e => e.Ordinal).ToListAsync(cancel))
            .ToLookup(e => e.ChargeId);
        await ReceivablesAsync(region, cycles, events, found, cancel);
        var byCharge = cycles.OrderBy(c => c.Cycle).ToLookup(c => c.ChargeId);
        foreach (var id in events.Select(e => e.Key).Union(byCharge.Select(c => c.Key)))
        {
            found.Look(Invariant.I6, 1);
            if (!byCharge.Contains(id) || !events.Contains(id)
                || !ChargeChain.Follows([.. byCharge[id].Select(c => c.Amount)], [.. events[id]]))
            {
                Flaw(Invariant.I6, "Standing", byCharge[id].FirstOrDefault()?.Number ?? id.ToString());
            }
        }

        foreach (var numbers in AuditChains.Exceeding(byCharge))
        {
            Flaw(Invariant.I11, "AssessedTwice", numbers);
        }

        await FiguresAsync(region, (cycles, byCharge, events), Flaw, cancel);
        found.Look(Invariant.I11, cycles.Count);
        found.Look(Invariant.I17, cycles.Count(c => LetterRules.Of(c.Letter).Basis == LetterBasis.Late));
        found.Look(Invariant.I15, await db.In<Decision>(scope).LongCountAsync(cancel));
        foreach (var own in await db.In<Decision>(scope).Where(d => d.ProposedBy == d.DecidedBy).ToListAsync(cancel))
        {
            Flaw(Invariant.I15, "OwnDecision", own.ProposalId.ToString());
        }
    }

    /// <summary>I11 and I17.</summary>
    private async Task FiguresAsync(
        RegionCode region, (List<Charge> All, ILookup<ChargeId, Charge> Of, ILookup<ChargeId, ChargeEvent> Events) kept,
        Action<Invariant, string, string> flaw, CancellationToken cancel)
    {
        var decided = kept.Events.SelectMany(e => e)
            .Where(e => e is { Kind: ChargeEventKind.Amended, DocumentId: not null, DecisionId: not null })
            .ToDictionary(e => e.DocumentId!.Value, e => e.DecisionId!.Value);
        var ids = decided.Values.ToList();
        var values = await DecidedValues.OfAsync(db, RegionScope.Of(region), ids, cancel);
        IReadOnlyDictionary<string, string> ValuesOf(Charge charge) => Facts.Read(
            charge.DocumentId is { } paper && decided.TryGetValue(paper, out var id)
                ? values.GetValueOrDefault(id, Facts.None) : Facts.None);

        foreach (var rules in kept.All.GroupBy(c => (c.RulesVersion, c.RulesHash)))
        {
            var set = await charges.SetOfAsync(rules.First(), cancel);
            foreach (var charge in rules)
            {
                var followed = charge.Follows is { } parent ? kept.Of[parent].Where(c => c.RecordedAt <= charge.RecordedAt) : [];
                var cycle = new KeptCycle(
                    charge, kept.Of[charge.ChargeId].FirstOrDefault(c => c.Cycle == charge.Cycle - 1), [.. followed], ValuesOf(charge));
                if (set is null || LetterAmounts.Again(cycle, set) is not { } parts || parts != charge.Parts
                    || charge.Amount != parts.Total)
                {
                    flaw(Invariant.I11, "OtherAmount", charge.Number);
                }
                else if (cycle.Letter.Basis == LetterBasis.Late && charge.Follows is { } late
                    && !BillsInterest(charge, kept.Events[late], set))
                {
                    flaw(Invariant.I17, "OtherInterest", charge.Number);
                }
            }
        }
    }

    /// <summary>
    /// True where the interest that a letter names is the sum over the regimes of the months since the due day. Where a consent let pay
    /// later, or a PBB-P2 bill is followed, the due day is not the charge's own, and nothing is said here.
    /// </summary>
    private static bool BillsInterest(Charge letter, IEnumerable<ChargeEvent> parent, RuleSet set)
    {
        var steps = ChargeTrace.Read(letter.Trace).ToLookup(s => s.Name, s => s.Value, StringComparer.Ordinal);
        if (parent.LastOrDefault(e => e.RecordedAt <= letter.RecordedAt) is not { Plan: null, DueOn: { } due }
            || steps["interest"].FirstOrDefault() is not { } named || !long.TryParse(steps["open"].FirstOrDefault(), out var open))
        {
            return true;
        }

        var rules = InterestRules.Of(set, letter.IssuedOn);
        return !rules.Failed && named == InterestSample.Sum(open, due, letter.IssuedOn, rules.Value)?.ToString(
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task ReceivablesAsync(
        RegionCode region, IReadOnlyList<Charge> cycles, ILookup<ChargeId, ChargeEvent> events, LedgerFindings found,
        CancellationToken cancel)
    {
        var open = events.ToDictionary(g => g.Key, g => g.Last().OpenAfter);
        var of = new HashSet<AccountCode> { PbbAccounts.Receivable };
        var byAccount = cycles.Where(c => c.Cycle == 1).GroupBy(c => ChargeAccounts
            .Of(RevenueKinds.Find(c.Kind)!, LetterRules.Of(c.FirstLetter), chart).Value.Receivable);
        foreach (var account in byAccount)
        {
            var owed = account.GroupBy(c => (c.Subject, c.LedgerPeriod))
                .Select(g => new SubjectAmount(g.Key.Subject, g.Key.LedgerPeriod, g.Sum(c => open.GetValueOrDefault(c.ChargeId))))
                .OrderBy(a => a.Subject, StringComparer.Ordinal).ThenBy(a => a.Period);
            of.Add(account.Key);
            found.Take(Invariant.I8, await ledger.SubjectsAsync(region, account.Key, owed.ToAsyncEnumerable(), cancel));
        }

        // Where nothing is owed to an account, nothing may stand on it.
        foreach (var group in ChargeAccounts.Receivables)
        {
            var used = await ledger.UsedAsync(region, group, cancel);
            foreach (var account in used.Where(a => !of.Any(o => a.Number >= o.Number && a.Number < o.NumberAfter)))
            {
                found.Take(Invariant.I8, await ledger.SubjectsAsync(region, account, AsyncEnumerable.Empty<SubjectAmount>(), cancel));
            }
        }
    }
}
