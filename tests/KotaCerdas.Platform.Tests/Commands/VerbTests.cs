using System.Text.RegularExpressions;
using KotaCerdas.Documents.Tests.Signatures;
using KotaCerdas.Platform.Tests.TransparencyLogs;
using KotaCerdas.TestKit;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Platform.Tests.Commands;

/// <summary>
/// The verbs as an operator types them: the executable, its exit code, and what it says. Each is a process that starts anew, so what does
/// not differ by engine runs on SQLite; the classes behind it have tests of their own on both.
/// </summary>
public sealed class VerbTests
{
    private const string Cohorts = "year,track,selected,repeats,invited,signed_from,signed_to,sources\n";

    private static Task<int> CallsAsync(TestDatabase database) => database.WithAsync(async (KotaDb db) =>
    {
        var connection = await db.SqlAsync(RegionScope.National("test"), default);
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from movement_call";
        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    });

    private static readonly RegionCode PagarAlam = RegionCode.Parse("16.72");

    [Theory, OnEachDatabase]
    public async Task Migrate_prepares_an_empty_database_and_a_second_time_changes_nothing(DatabaseEngine engine)
    {
        await using var database = await EmptyAsync(engine);
        for (var time = 0; time < 2; time++)
        {
            await SaysAsync(database, 0, "Basis data siap.", "migrate");
            Assert.Equal(514, await database.WithAsync((KotaDb db) => db.Shared<Region>().CountAsync(r => r.Kind != RegionKind.Province)));
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_a_long_verb_with_130_and_leaves_what_another_verb_can_go_on_with()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var stopped = await ProductVerb.RunAsync(database.Settings, ["demo"], meanwhile: async number =>
        {
            var since = System.Diagnostics.Stopwatch.StartNew();
            while (since.Elapsed < TimeSpan.FromMinutes(1) && await CallsAsync(database) == 0)
            {
                await Task.Delay(50);
            }

            await ProductVerb.InterruptAsync(number);
        });
        Assert.Equal(130, stopped.Code);
        Assert.Contains("Demo dihentikan.", stopped.Output + stopped.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, await CallsAsync(database));

        Assert.Equal(0, (await RunAsync(database, ["wipe-demo"])).Code);
        Assert.Equal(0, await CallsAsync(database));
    }

    [Fact]
    public async Task Create_admin_makes_somebody_who_can_sign_in_and_names_what_is_wrong()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        string[] verb = ["create-admin", "--email", "admin@contoh.go.id", "--office", "Administrator"];
        Assert.Equal(1, (await RunAsync(database, verb, "pendek\n")).Code);
        var made = await RunAsync(database, verb, "kereta-hujan-tujuh\n");
        Assert.Equal(0, made.Code);
        Assert.Contains("masuk di halaman /masuk dengan admin@contoh.go.id", made.Output, StringComparison.Ordinal);
        var again = await RunAsync(database, verb, "kereta-hujan-tujuh\n");
        Assert.Equal(1, again.Code);
        Assert.NotEmpty(again.Error);
        Assert.DoesNotContain("   at ", again.Error, StringComparison.Ordinal);
        await using var app = await TestApp.OverAsync(database);
        using var client = app.Client();
        await client.SignInAsync(new TestAccount(default, "admin@contoh.go.id", "kereta-hujan-tujuh"));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/operasi")).StatusCode);
    }

    [Fact]
    public async Task Import_writes_all_rows_or_none_and_names_each_bad_one()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var file = Path.Combine(database.Folder, "angkatan.csv");
        await File.WriteAllTextAsync(file, Cohorts + "2025,city,20,3,60,2025-03-04,2025-03-05,SK 1/2025\n2026,city,-1,0,,,,SK\n");
        var refused = await RunAsync(database, ["import", "cohorts", file]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("Baris 3, kolom selected: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Tidak ada yang diimpor: 1 dari 2 baris perlu diperbaiki.", refused.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, Cohorts + "2025,city,20,3,60,2025-03-04,2025-03-05,SK 1/2025\n");
        await SaysAsync(
            database, 0, "1 baris dapat diimpor: 1 baru, 0 berubah. Tidak ada yang ditulis.", "import", "cohorts", file, "--check");
        await SaysAsync(database, 0, "1 baris dibaca: 1 baru, 0 berubah.", "import", "cohorts", file);
        await SaysAsync(database, 1, "tidak ditemukan. Periksa letaknya.", "import", "cohorts", "tidak-ada.csv");
        await SaysAsync(database, 1, "\"desa\" tidak dapat diimpor.", "import", "desa", file);
        await SaysAsync(database, 1, "Sebutkan daerahnya dengan --region", "import", "sismiop", file);
        await SaysAsync(database, 1, "Kode daerah 99.99 tidak dikenal", "import", "sismiop", file, "--region", "99.99");
    }

    [Theory, OnEachDatabase]
    public async Task A_backup_is_made_checked_and_restored_into_an_empty_database_only(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await NoteAsync(database);
        var file = Path.Combine(database.Folder, "cadangan.zip");
        await SaysAsync(database, 0, "Cadangan selesai: 1 berkas", "backup", file);
        await SaysAsync(database, 1, "sudah ada. Pilih nama lain", "backup", file);
        await SaysAsync(database, 0, "Cadangan utuh: 1 berkas", "restore", file, "--check");
        await SaysAsync(database, 1, "Basis data tujuan sudah berisi.", "restore", file);
        await SaysAsync(database, 1, "tidak ditemukan", "restore", "tidak-ada.zip");
        var nowhere = Path.Combine(database.Folder, "tidak-ada", "cadangan.zip");
        await SaysAsync(database, 1, "Folder untuk ", "backup", nowhere);
        Assert.False(Directory.Exists(Path.GetDirectoryName(nowhere)));

        await using var other = await EmptyAsync(engine);
        await SaysAsync(other, 0, "Cadangan dipulihkan: 1 berkas", "restore", file);
        await SaysAsync(other, 0, "Basis data siap.", "migrate");
        Assert.Equal(1, await NotesAsync(other));
    }

    [Fact]
    public async Task Where_the_program_of_the_server_is_missing_or_fails_backup_and_restore_say_so_in_words()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("KOTACERDAS_TEST_PG") is not null, "KOTACERDAS_TEST_PG is not set: run ./test");
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Postgres);
        var file = Path.Combine(database.Folder, "cadangan.zip");
        var tools = Directory.CreateDirectory(Path.Combine(database.Folder, "bin"));
        var missing = await RunAsync(database, ["backup", file], path: tools.FullName);
        Assert.Equal((1, true), (missing.Code, missing.Error.StartsWith("Program pg_dump tidak ditemukan.", StringComparison.Ordinal)));

        var script = Path.Combine(tools.FullName, "pg_dump");
        await File.WriteAllTextAsync(script, "#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2\nexit 1\n");
        await Shell.RunAsync("chmod", "+x", script);
        var failing = await RunAsync(database, ["backup", file], path: tools.FullName);
        Assert.Equal(1, failing.Code);
        Assert.StartsWith("Program pg_dump gagal: pg_dump: error: aborting because of server version mismatch", failing.Error,
            StringComparison.Ordinal);
        Assert.False(File.Exists(file));

        await SaysAsync(database, 0, "Cadangan selesai", "backup", file);
        await using var other = await TestDatabase.CreateEmptyPostgresAsync();
        var unrestored = await RunAsync(other, ["restore", file], path: tools.FullName);
        await other.WithAsync((Migrator m) => m.RunAsync(default)); // what is emptied after a test has a schema
        Assert.Equal(1, unrestored.Code);
        Assert.StartsWith("Program pg_restore tidak ditemukan.", unrestored.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_are_listed_shown_cancelled_retried_and_checked()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await SaysAsync(database, 0, "200 langkah tertulis, masing-masing tepat satu kali.", "operations", "check");
        var id = await database.WithAsync((KotaDb db) => db.In<OperationRow>(RegionScope.National("test")).Select(o => o.Id).SingleAsync());
        await SaysAsync(database, 0, id.ToString()[..8], "operations", "list");
        await SaysAsync(database, 0, "200 langkah tertulis", "operations", "show", id.ToString());
        Assert.Equal(1, (await RunAsync(database, ["operations", "cancel", id.ToString()])).Code);
        Assert.Equal(1, (await RunAsync(database, ["operations", "retry", id.ToString()])).Code);
        Assert.Equal(1, (await RunAsync(database, ["operations", "show", Guid.CreateVersion7().ToString()])).Code);
        var unread = await RunAsync(database, ["operations", "show", "bukan-nomor"]);
        Assert.Equal(2, unread.Code);
        Assert.NotEmpty(unread.Error);
    }

    [Fact]
    public async Task Verify_log_ends_with_0_where_all_holds_and_with_1_after_a_byte_of_history_changed()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await LogBook.FillAsync(database, 3);
        await SaysAsync(database, 0, "Semuanya utuh.", "verify-log");
        await SaysAsync(database, 1, "bukan kode daerah", "verify-log", "--region", "Pagar Alam");
        await SaysAsync(database, 1, "tidak ada", "verify-log", "--checkpoint", "tidak-ada.txt");

        await LogBook.TamperAsync(database, "update platform_measure_value set value = '7.5' where revision = 2");
        await SaysAsync(database, 1, "Ditemukan 1 masalah.", "verify-log");
        await SaysAsync(database, 0, "Semuanya utuh.", "verify-log", "--region", "34.04");
    }

    [Fact]
    public async Task Wipe_demo_takes_nothing_from_a_database_without_a_demo()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await NoteAsync(database);
        await SaysAsync(database, 0, "Data buatan dihapus: 0 baris. Data lain tetap.", "wipe-demo");
        Assert.Equal(1, await NotesAsync(database));
    }

    [Fact]
    public async Task The_activation_code_of_the_seal_is_asked_for_where_there_is_a_seal()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await SaysAsync(database, 1, "Segel elektronik belum diatur", "activate-seal");
        await using var bsre = await BsreSimulator.StartAsync();
        foreach (var (key, value) in bsre.Settings)
        {
            database.Settings[key] = value;
        }

        await SaysAsync(database, 0, "BSrE mengirim kode aktivasi yang baru", "activate-seal");
        Assert.Equal(["seal/get/activation"], bsre.Requests.Select(r => r.Path));
        database.Settings["Signing:BsreSubscriber"] = "orang-lain";
        await SaysAsync(database, 1, "Subscriber tidak terdaftar", "activate-seal");
    }

    [Fact]
    public async Task A_verb_that_is_not_known_and_a_setting_that_is_wrong_end_with_2()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        Assert.Equal(2, (await RunAsync(database, ["pulihkan"])).Code);
        var wrong = await RunAsync(database, ["migrate", "--set", "Site:Address=kota"]);
        Assert.Equal((2, "Setelan Site:Address harus alamat seperti https://kota.example.go.id."), (wrong.Code, wrong.Error.Trim()));
        foreach (var address in new[] { "kota", "http://192.0.2.1:5080" })
        {
            var nowhere = await RunAsync(database, ["serve", "--urls", address]);
            Assert.Equal(2, nowhere.Code);
            Assert.StartsWith($"\"{address}\" bukan alamat yang dapat dilayani komputer ini.", nowhere.Error, StringComparison.Ordinal);
        }
    }

    [Theory, OnEachDatabase]
    public async Task On_a_database_that_was_never_prepared_a_verb_says_so_and_does_not_abort(DatabaseEngine engine)
    {
        await using var database = await EmptyAsync(engine);
        var file = Path.Combine(database.Folder, "x.zip");
        foreach (var verb in new string[][] { ["ledger", "check"], ["verify-log"], ["operations", "list"], ["backup", file] })
        {
            await SaysAsync(database, 1, "Basis data ini belum disiapkan untuk KotaCerdas versi ini: ", verb);
        }

        await SaysAsync(database, 0, "Basis data siap.", "migrate");
    }

    private static async Task SaysAsync(TestDatabase database, int code, string words, params string[] verb)
    {
        var end = await RunAsync(database, verb);
        Assert.True(end.Code == code, $"{string.Join(' ', verb)} ended with {end.Code}: {end.Output} {end.Error}");
        Assert.Contains(words, code == 0 ? end.Output : end.Output + end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", end.Output + end.Error, StringComparison.Ordinal);
    }

    /// <summary>Lines that the terminal broke are whole again.</summary>
    private static async Task<VerbEnd> RunAsync(TestDatabase database, string[] verb, string input = "", string? path = null)
    {
        var end = await ProductVerb.RunAsync(database.Settings, verb, input, path);
        return end with { Output = Whole(end.Output), Error = Whole(end.Error) };
    }

    private static string Whole(string text) => Regex.Replace(text, @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1)).Trim();

    private static async Task<TestDatabase> EmptyAsync(DatabaseEngine engine)
    {
        if (engine == DatabaseEngine.Postgres)
        {
            return await TestDatabase.CreateEmptyPostgresAsync();
        }

        var database = await TestDatabase.CreateAsync(engine);
        File.Delete(Path.Combine(database.Folder, "kotacerdas.db"));
        return database;
    }

    private static Task<int> NotesAsync(TestDatabase database) => database.WithAsync(
        (KotaDb db) => db.In<TrailEntry>(RegionScope.Of(PagarAlam)).CountAsync(t => t.Action == "uji"));

    private static Task NoteAsync(TestDatabase database) => database.WithAsync<IServiceProvider>(async services =>
    {
        var (db, trail) = ((KotaDb)services.GetService(typeof(KotaDb))!, (Trail)services.GetService(typeof(Trail))!);
        await using var write = await db.BeginWriteAsync(RegionScope.Of(PagarAlam), default);
        trail.Add(Actor.Platform("test"), "uji", new Subject(PagarAlam, "test", "1"));
        await write.CommitAsync(default);
    });
}
