using FsCheck;
using FsCheck.Fluent;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;

namespace KotaCerdas.Revenue.Tests.Bills;

public sealed class BillTextTests
{
    private static readonly HashSet<long> Villages = [1672010001, 1672010002];

    [Theory]
    [InlineData("16.72.010.001.001-0001.0")]
    [InlineData(" 167201000100100010 ")]
    [InlineData("16 72 010 001 001 0001 0")]
    public void An_nop_is_read_however_it_is_written(string typed) =>
        Assert.Equal(167201000100100010, NopText.Read(typed, Villages, "Contoh").Value.Value);

    [Theory]
    [InlineData(null, "Revenue.Bill.NopMissing")]
    [InlineData("   ", "Revenue.Bill.NopMissing")]
    [InlineData("1672O1000100100010", "Revenue.Bill.NopLetter")]
    [InlineData("16.72/010.001.001-0001.0", "Revenue.Bill.NopSign")]
    [InlineData("16.72.010.001.001-0001", "Revenue.Bill.NopShort")]
    [InlineData("1672010001001000100", "Revenue.Bill.NopLong")]
    [InlineData("16.72.010.009.001-0001.0", "Revenue.Bill.NopVillage")]
    [InlineData("16.71.010.001.001-0001.0", "Revenue.Bill.NopRegion")]
    public void A_wrong_nop_is_told_what_is_wrong(string? typed, string code) =>
        Assert.Equal(code, NopText.Read(typed, Villages, "Contoh").Problem.Code);

    [Fact]
    public void A_region_without_a_map_takes_any_number() =>
        Assert.False(NopText.Read("16.71.010.001.001-0001.0", new HashSet<long>(), "Contoh").Failed);

    [Theory]
    [InlineData("CONTOH NAMA", "C••• N•••")]
    [InlineData("a", "A•••")]
    [InlineData("Contoh  (Alm) B C D E", "C••• B••• C••• D•••")]
    [InlineData("", "")]
    public void A_masked_name_has_first_letters_only(string name, string masked) => Assert.Equal(masked, MaskedName.Of(name));

    [Fact]
    public void Shares_of_causes_add_up_to_the_difference_whatever_changed()
    {
        var money = Gen.Choose(0, 2_000_000).Select(v => (long)v);
        var area = Gen.Choose(0, 3_000);
        var bill =
            from a in area
            from u in money
            from b in area
            from v in money
            from c in money
            from takes in Gen.Elements(0L, 10_000_000L)
            from tax in money
            from amount in money
            select Figures((a, u), (b, v), (c, takes), tax, amount);
        Prop.ForAll(bill.Two().ToArbitrary(), two =>
        {
            var (before, now) = two;
            var shares = BillCauses.Of(before, now);
            Assert.Equal(now.Amount - before.Amount, shares.Sum(s => s.Rupiah));
            Assert.DoesNotContain(shares, s => s.Cause == BillCause.LandArea && before.LandArea == now.LandArea);
            Assert.DoesNotContain(shares, s => s.Cause == BillCause.LandUnit && before.LandUnit == now.LandUnit);
            Assert.DoesNotContain(shares, s => s.Cause == BillCause.Deduction && before.Deduction == now.Deduction);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_rise_is_split_by_what_caused_it()
    {
        // 100 m² × 100,000 at 1 ‰; then 120 m² × 150,000 at 2 ‰, less a reduction of 6,000.
        var before = Figures((100, 100_000), default, default, 10_000, 10_000);
        var now = Figures((120, 150_000), default, default, 36_000, 30_000);
        Assert.Equal(
            [
                new(BillCause.LandArea, 2_000), new(BillCause.LandUnit, 6_000), new(BillCause.Rate, 18_000),
                new CauseShare(BillCause.Relief, -6_000),
            ],
            BillCauses.Of(before, now));
        Assert.Empty(BillCauses.Of(before, before));

        // The same tariff: what two roundings leave of 17 is no change of it.
        var (then, later) = (Figures((333, 1_001), default, default, 334, 334), Figures((333, 1_051), default, default, 350, 350));
        Assert.Equal([new(BillCause.LandUnit, 17), new CauseShare(BillCause.Relief, -1)], BillCauses.Of(then, later));
    }

    private static BillFigures Figures(
        (int Area, long Unit) land, (int Area, long Unit) building, (long Common, long Deduction) other, long tax, long amount) =>
        new(2025, land.Area, land.Unit, building.Area, building.Unit, other.Common, other.Deduction, tax, amount)
        {
            LandNjop = land.Area * land.Unit, BuildingNjop = building.Area * building.Unit,
        };
}
