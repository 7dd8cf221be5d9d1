using System.Globalization;
using KotaCerdas.Movement.Contracts;
using KotaCerdas.Movement.Model;
using KotaCerdas.Movement.Tests.Calls;
using KotaCerdas.Platform;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Movement.Tests.Probes;

/// <summary>
/// The real process is killed with −9 while a region's form saves itself over HTTP. A save that was acknowledged is there afterwards; one
/// that was not is there whole or not at all.
/// </summary>
public sealed class SaveKillTests
{
    private const string Region = "16.72";

    private static readonly string[] Items = ["visi", "staf", "anggaran"];

    private static readonly int Points = HowMany.Of(2, 200);

    [Theory, OnEachDatabase]
    public async Task Killed_while_saving_the_product_keeps_what_it_acknowledged_and_nothing_by_half(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var call = await OpenAsync(database);
        var account = await database.AccountAsync("region-head", Region);
        await using var product = new ProductProcess(database.Settings);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = product.Address };
        var path = $"/pendaftaran/{call}/{Region}/bagian/umum";
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (sent, acknowledged, cutOff) = (0, 0, 0);
        for (var point = 0; point < Points; point++)
        {
            await product.StartAsync();
            if (point == 0)
            {
                await client.SignInAsync(account);
            }

            // The session outlives the restart, and the form shows what was kept.
            var form = (await FoundForm.OnAsync(client, [path])).Single(f => f.Fields.Any(x => x.Key == "j.visi"));
            var start = sent;
            var saving = SaveOnAsync(client, path + "?handler=Autosave", form, sent, n => sent = n, n => acknowledged = n);
            await FirstAsync(saving, start, () => acknowledged);
            await Task.Delay(random.Next(400));
            await product.KillAsync();
            await saving;
            var kept = await KeptAsync(database, call);
            Assert.True(kept >= acknowledged && kept <= sent, $"kept {kept}, acknowledged {acknowledged}, sent {sent} (seed {seed})");
            cutOff += sent > acknowledged ? 1 : 0;
        }

        Assert.True(acknowledged >= Points, $"only {acknowledged} saves: the test proves nothing");
        Assert.True(cutOff > 0, "no kill hit a save: the test proves nothing");
    }

    /// <summary>Waits until the first save of this life of the process is acknowledged.</summary>
    private static async Task FirstAsync(Task saving, int before, Func<int> acknowledged)
    {
        for (var i = 0; i < 6000 && acknowledged() <= before && !saving.IsCompleted; i++)
        {
            await Task.Delay(10);
        }
    }

    /// <summary>Saves one number after the other in all three answers until the process is gone.</summary>
    private static async Task SaveOnAsync(
        HttpClient client, string path, FoundForm form, int from, Action<int> sent, Action<int> acknowledged)
    {
        var revision = Items.ToDictionary(
            i => i, i => int.Parse(form.Fields.First(f => f.Key == "r." + i).Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        for (var n = from + 1; ; n++)
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [FoundForm.Token] = form.Fields.First(f => f.Key == FoundForm.Token).Value, ["j.visi"] = $"Simpanan {n}",
                ["j.staf"] = (n % 1000).ToString(CultureInfo.InvariantCulture), ["j.anggaran"] = n.ToString(CultureInfo.InvariantCulture),
            };
            foreach (var item in Items)
            {
                (fields["r." + item], fields["k." + item]) = (revision[item].ToString(CultureInfo.InvariantCulture), $"Catatan {n}");
                revision[item]++;
            }

            using var content = new FormUrlEncodedContent(fields);
            sent(n);
            try
            {
                using var answer = await client.PostAsync(path, content);
                Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
                acknowledged(n);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    /// <summary>The number that all answers and their histories agree on.</summary>
    private static async Task<int> KeptAsync(TestDatabase database, CallId call)
    {
        var scope = RegionScope.Of(RegionCode.Parse(Region));
        return await database.WithAsync<KotaDb, int>(async db =>
        {
            var answers = await db.In<Answer>(scope).AsNoTracking().Where(a => a.CallId == call).ToListAsync();
            if (answers.Count == 0)
            {
                return 0;
            }

            var history = await db.In<AnswerHistory>(scope).AsNoTracking().Where(h => h.CallId == call).ToListAsync();
            var application = await db.In<Application>(scope).AsNoTracking().SingleAsync(a => a.CallId == call);
            Assert.Equal(Items.Order(StringComparer.Ordinal), answers.Select(a => a.ItemCode).Order(StringComparer.Ordinal));
            var note = Assert.Single(answers.Select(a => a.Note).Distinct());
            Assert.Equal(2, application.AnsweredCount);
            foreach (var answer in answers)
            {
                var revisions = history.Where(h => h.ItemCode == answer.ItemCode).OrderBy(h => h.Revision).ToList();
                Assert.Equal(Enumerable.Range(1, answer.Revision), revisions.Select(r => r.Revision));
                Assert.Equal((answer.Value, answer.Note), (revisions[^1].Value, revisions[^1].Note));
            }

            return int.Parse(note.Split(' ')[1], CultureInfo.InvariantCulture);
        });
    }

    /// <summary>A call that stays open whatever the real clock says, with the region invited.</summary>
    private static async Task<CallId> OpenAsync(TestDatabase database)
    {
        await Calls.Season.Over(database).PublishAsync(Calls.Season.Questionnaire());
        var now = database.Clock.GetUtcNow().UtcDateTime;
        var call = SomeCall.Draft(database.Clock);
        call.SubmitBy = new DateOnly(2999, 12, 31);
        Assert.Null(call.Advance(CallStatus.Open, Actor.Platform("test"), now));
        await database.WithAsync<KotaDb>(async db =>
        {
            await using var write = await db.BeginWriteAsync(RegionScope.National("test"), default);
            db.Add(call);
            db.Add(new Invitation
            {
                RegionCode = RegionCode.Parse(Region), CallId = call.Id, Kind = InvitationKind.Invited, Status = InvitationStatus.Invited,
                Reason = "test", Basis = "{}", LetterNumber = "B-1", InvitedAt = now,
            });
            await write.CommitAsync(default);
        });
        return call.Id;
    }
}
