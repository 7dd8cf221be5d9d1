namespace KotaCerdas.Platform.Tests;

public sealed class CalendarFileTests
{
    private const string Header = "date,name_id,name_en,kind,decree\n";

    [Fact]
    public void Each_bad_row_is_reported_with_its_number_and_the_good_ones_stay()
    {
        const string file = Header +
            "2027-01-01,Tahun Baru,New Year,Libur Nasional,SKB 1/2026\n" +
            "01/02/2027,Salah,,libur nasional,SKB 1/2026\n" +
            "2026-12-25,Natal,,libur nasional,SKB 1/2026\n" +
            "2027-01-02,Jenis,,libur,SKB 1/2026\n" +
            "2027-01-03,,,libur nasional,SKB 1/2026\n" +
            "2027-01-04,Tanpa keputusan,,cuti bersama,\n" +
            "2027-01-01,Lagi,,cuti bersama,SKB 1/2026\n" +
            "2027-01-05,Cuti,,cuti bersama,SKB 1/2026\n";
        var reading = CalendarFile.Read(TableFile.Csv(new StringReader(file)), 2027);
        Assert.Equal(["Tahun Baru", "Cuti"], reading.Rows.Select(h => h.NameId));
        Assert.Equal("Cuti", reading.Rows[1].NameEn);
        Assert.Equal(
            [(3, "BadDate"), (4, "OtherYear"), (5, "BadKind"), (6, "NoName"), (7, "NoDecree"), (8, "Twice")],
            reading.Problems.Select(p => (p.Row, p.Problem.Code["Platform.Calendar.".Length..])));
        Assert.All(reading.Problems, p => Assert.NotNull(p.Problem.Field));
    }

    [Fact]
    public void Every_mistake_of_a_row_is_told_and_a_repeated_day_names_the_other_row()
    {
        const string file = Header + "2027-01-01,Tahun Baru,,libur nasional,SKB\nkapan,,,libur,\n2027-01-01,,,cuti bersama,SKB\n";
        var reading = CalendarFile.Read(TableFile.Csv(new StringReader(file)), 2027);
        Assert.Equal(["Tahun Baru"], reading.Rows.Select(h => h.NameId));
        Assert.Equal(
            [(3, "BadDate"), (3, "BadKind"), (3, "NoName"), (3, "NoDecree"), (4, "NoName"), (4, "Twice")],
            reading.Problems.Select(p => (p.Row, p.Problem.Code["Platform.Calendar.".Length..])));
        Assert.Equal(2, reading.Problems[^1].Problem.Args[1]);
    }

    [Fact]
    public void Shipped_years_match_the_counts_their_decrees_announce()
    {
        var years = CalendarFile.Shipped(ShippedData.Folder("calendars"));
        Assert.Equal([(2025, 28), (2026, 25)], years.Select(y => (y.Year, y.Holidays.Count)));
    }
}
