using KotaCerdas.Movement.Features.Mentoring;
using KotaCerdas.Movement.Model.Institutions;
using KotaCerdas.Movement.Model.Mentoring;
using KotaCerdas.Platform;

namespace KotaCerdas.Movement.Tests.Mentoring;

public sealed class GuideFileTests
{
    [Fact]
    public void The_shipped_guide_has_four_stages_that_open_one_another()
    {
        var guide = new Guides().InForce(new DateOnly(2026, 3, 2)).Value;

        Assert.Equal(["stage-1", "stage-2", "stage-3", "stage-4"], guide.Stages.Select(s => s.Code));
        Assert.Equal([null, "stage-1", "stage-2", "stage-3"], guide.Stages.Select(s => s.OpensAfter));
        Assert.All(guide.Stages, s => Assert.Equal(2, s.Days));
        Assert.Equal(["opd", "village", "bank", "university", "school"],
            guide.Participants.Where(p => p.Of == "stage-1").Select(p => p.Code));
        Assert.Equal((5, 30, 60), (guide.Rules.SeasonMonths, guide.Rules.ChangeDays, guide.Rules.DecreeDays));
        Assert.Equal(3, guide.Rules.CadenceMonths[MeetingKind.Forum]);
        Assert.DoesNotContain(MeetingKind.Team, guide.Rules.CadenceMonths.Keys);
        Assert.Equal(["dewan", "tim-pelaksana"], guide.Decrees.Select(d => d.Code));
        Assert.Equal("pembimbingan", guide.Obligation);
    }

    [Fact]
    public void No_guide_is_in_force_before_the_first_is_valid() =>
        Assert.Equal("Movement.Guide.NoneInForce", new Guides().InForce(new DateOnly(2017, 12, 31)).Problem.Code);

    [Theory]
    [InlineData("stages", "stage-2,2,", "stage-2,x,", "Movement.Guide.Cell stages.csv 3 position x")]
    [InlineData("stages", "OPD yang sudah ada", "", "")]
    [InlineData("stages", ",2,stage-2,30,", ",2,stage-1,30,", "Movement.Guide.StageOrder stage-3")]
    [InlineData("deliverables", "stage-2,book-1,", "stage-9,book-1,", "Movement.Guide.Cell deliverables.csv 7 stage stage-9")]
    [InlineData("deliverables", "stage-2,book-1,", "stage-2,swot,", "Movement.Guide.Twice swot")]
    [InlineData("deliverables", ",text,no,", ",text,maybe,", "Movement.Guide.Cell deliverables.csv 5 required maybe")]
    [InlineData("rules", "change-window,", "change-windows,", "Movement.Guide.RuleMissing change-window")]
    [InlineData("report", "high:Tinggi:High|medium", "high|medium", "Movement.Guide.Cell report.csv 4 choices")]
    [InlineData("decree-roles", "dewan,chair,", "panitia,chair,", "Movement.Guide.Cell decree-roles.csv 2 kind panitia")]
    [InlineData("decree-texts", "dewan,consider,1,", "dewan,menimbang,1,", "Movement.Guide.Cell decree-texts.csv 2 part menimbang")]
    [InlineData("decree-texts", "dewan,recall,", "dewan,decide,", "Movement.Guide.PartMissing dewan Recall")]
    public void A_row_that_cannot_be_used_is_named(string file, string old, string wrong, string problem)
    {
        var folder = Copy();
        try
        {
            var path = Path.Combine(folder, "2018-1", file + ".csv");
            var text = File.ReadAllText(path);
            Assert.Contains(old, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(old, wrong, StringComparison.Ordinal));

            var read = GuideFiles.Read(folder);

            var named = read.Problems.Select(p => $"{p.Code} {string.Join(' ', p.Args)}").ToList();
            Assert.True(problem.Length == 0 ? named.Count == 0 : named.Exists(n => n.StartsWith(problem, StringComparison.Ordinal)),
                string.Join("; ", named));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_missing_file_and_a_stage_without_deliverables_are_named()
    {
        var folder = Copy();
        try
        {
            File.Delete(Path.Combine(folder, "2018-1", "deliverables.csv"));
            var codes = GuideFiles.Read(folder).Problems.Select(p => p.Code).ToList();
            Assert.Equal(["Movement.Guide.FileMissing", .. Enumerable.Repeat("Movement.Guide.StageEmpty", 4)], codes);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Copy()
    {
        var (from, to) = (ShippedData.PathOf("mentoring"), Directory.CreateTempSubdirectory("guide-").FullName);
        Directory.CreateDirectory(Path.Combine(to, "2018-1"));
        foreach (var file in Directory.EnumerateFiles(from, "*.csv", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }

        return to;
    }
}
