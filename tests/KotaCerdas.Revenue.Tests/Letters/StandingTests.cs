using KotaCerdas.Ledger;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Rules;

namespace KotaCerdas.Revenue.Tests.Letters;

/// <summary>The state machine of what is owed over many random histories, beside the journals that they post.</summary>
public sealed class StandingTests
{
    private const int Seed = 20261130;
    private const int Histories = 20_000;

    private static readonly ChargeAccounts Accounts = new(
        AccountCode.Parse("1.1.03.09"), AccountCode.Parse("7.1.01.09"), AccountCode.Parse("7.1.04"));

    [Fact]
    public void Nothing_is_ever_owed_below_zero_and_every_journal_balances_and_gives_what_is_open()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Histories; i++)
        {
            Play(random);
        }
    }

    [Fact]
    public void Each_state_says_what_it_says()
    {
        var issued = ChargeStanding.Issue(100);
        Assert.Equal(ChargeState.Issued, issued.State);
        Assert.Equal(ChargeState.Paid, ChargeStanding.Issue(0).State);
        Assert.Equal(new(40, 60, 0, ChargeState.PartlyPaid), issued.Pay(60));
        Assert.Equal(new(0, 150, 50, ChargeState.Paid), issued.Pay(150));
        Assert.Equal(new(0, 60, 60, ChargeState.Cancelled), issued.Pay(60).Amend(-100, 0));
        Assert.Equal(new(20, 60, 0, ChargeState.PartlyPaid), issued.Pay(60).Amend(-20, 80));
        Assert.Equal(new(0, 60, 10, ChargeState.Paid), issued.Pay(60).Amend(-50, 50));
        Assert.Equal(new(40, 60, 0, ChargeState.PartlyPaid), issued.Pay(60).Amend(-50, 50).Amend(50, 100));
        Assert.Equal(ChargeState.WrittenOff, issued.WriteOff().State);
        Assert.Throws<BugException>(() => issued.WriteOff().Amend(1, 101));
        Assert.Throws<BugException>(() => issued.Pay(0));
        Assert.Throws<BugException>(() => ChargeStanding.Issue(0).WriteOff());
    }

    private static void Play(Random random)
    {
        var parts = Parts(random);
        var standing = ChargeStanding.Issue(parts.Total);
        var (receivable, over) = (0L, 0L);
        void Post(IReadOnlyList<JournalLine> lines)
        {
            Assert.Equal(lines.Sum(l => l.Debit), lines.Sum(l => l.Credit));
            Assert.All(lines, l => Assert.True((l.Debit > 0) != (l.Credit > 0)));
            receivable += lines.Where(l => l.Account == Accounts.Receivable).Sum(l => l.Debit - l.Credit);
            over += lines.Where(l => l.Account == ChargeAccounts.Overpaid).Sum(l => l.Credit - l.Debit);
        }

        Post(ChargePosting.Change(Accounts, ("x", 202601), (default, parts), (default, standing)));
        for (var step = 0; step < 12 && standing.State != ChargeState.WrittenOff; step++)
        {
            var before = standing;
            switch (random.Next(4))
            {
                case 0:
                    var money = 1 + random.NextInt64(2 * Math.Max(1, parts.Total));
                    standing = standing.Pay(money);
                    Post(ChargePosting.Pay(Accounts, ("x", 202601), money, (before, standing)));
                    break;
                case 1 or 2:
                    var next = random.Next(5) == 0 ? default : Parts(random);
                    standing = standing.Amend(next.Total - parts.Total, next.Total);
                    Post(ChargePosting.Change(Accounts, ("x", 202601), (parts, next), (before, standing)));
                    parts = next;
                    break;
                default:
                    if (standing.Open > 0 && random.Next(6) == 0)
                    {
                        standing = standing.WriteOff();
                        Post(ChargePosting.WriteOff(Accounts, ("x", 202601), before.Open));
                    }

                    break;
            }

            Assert.True(standing.Open >= 0 && standing.Over >= 0 && standing.Paid >= standing.Over);
            Assert.True(standing.Open == 0 || standing.Over == 0);
            Assert.Equal(standing.Open, receivable);
            Assert.Equal(standing.Over, over);
            if (standing.State != ChargeState.WrittenOff)
            {
                // I6: what is open is the amount less what was paid and used.
                Assert.Equal(parts.Total, standing.Open + standing.Paid - standing.Over);
            }
        }
    }

    private static ChargeParts Parts(Random random) =>
        new(random.NextInt64(1_000_000), random.Next(3) == 0 ? random.NextInt64(100_000) : 0,
            random.Next(4) == 0 ? random.NextInt64(50_000) : 0);
}

/// <summary>The table of letters.</summary>
public sealed class LetterTableTests
{
    [Fact]
    public void Every_letter_follows_known_ones_and_has_a_template_a_term_and_an_article()
    {
        var known = LetterRules.All.Select(l => l.Code).Append(LetterRules.Sppt).ToHashSet(StringComparer.Ordinal);
        var templates = DocumentTemplates.Load(ShippedData.PathOf("documents"));
        Assert.Equal(LetterRules.All.Count, LetterRules.All.Select(l => l.Code).Distinct().Count());
        Assert.All(LetterRules.All, letter =>
        {
            Assert.All(letter.Follows, f => Assert.Contains(f, known));
            Assert.Equal(letter.Code != LetterRules.Sppt, templates.Newest(letter.Code) is not null);
            Assert.NotEmpty(letter.Article);

            // A charge says when it is to be paid, and so does what may make more of one.
            Assert.Equal(
                letter.Effect == LetterEffect.Charge || letter is { Effect: LetterEffect.Amend, Basis: LetterBasis.Facts },
                letter.Pay.Length > 0);
            Assert.Equal(letter.Effect == LetterEffect.Charge || letter.Code == LetterRules.Sppt, letter.ExpiresFrom.Length > 0);
            string[] starts = letter.Code == LetterRules.Sppt ? ["liability", "due"] : [string.Empty, "period", "issued"];
            Assert.Contains(letter.ExpiresFrom, starts);
            Assert.Equal(letter.Wait is null, letter.WaitConfidence is null);
            Assert.True(letter.Wait is null || letter.Basis == LetterBasis.Overdue);
            Assert.True(letter.Basis is not (LetterBasis.Further or LetterBasis.Amounts) || letter.Rate is not null);
        });
    }

    [Fact]
    public void Each_kind_is_returned_or_assessed_by_one_letter_or_received()
    {
        foreach (var kind in RevenueKinds.All.Where(k => k is { IsPbb: false, Group: not "sanction" }))
        {
            var ways = (LetterRules.ReturnOf(kind) is null ? 0 : 1) + (LetterRules.OfficialOf(kind) is null ? 0 : 1);
            Assert.Equal((kind.Code, kind.Assessment == "received" ? 0 : 1), (kind.Code, ways));
        }

        Assert.Equal("sptpd-bphtb", LetterRules.ReturnOf(RevenueKinds.Find("bphtb")!)!.Code);
        Assert.Equal("sptpd", LetterRules.ReturnOf(RevenueKinds.Find("pbjt-makan")!)!.Code);
        Assert.Equal("skpd", LetterRules.OfficialOf(RevenueKinds.Find("reklame")!)!.Code);
        Assert.Equal("skrd", LetterRules.OfficialOf(RevenueKinds.Find("pasar")!)!.Code);
    }

    [Fact]
    public void A_bill_of_pbb_has_an_identifier_that_leads_back_to_it()
    {
        foreach (var (number, year) in new[] { ("16.72.010.001.001-0001.0", 2026), ("99.99.999.999.999-9999.9", 1986) })
        {
            Assert.True(Nop.TryParse(number, out var nop));
            Assert.Equal((nop, year), ChargeId.Of(nop, year).Bill);
        }

        Assert.Null(new ChargeId(Guid.CreateVersion7()).Bill);
    }
}
