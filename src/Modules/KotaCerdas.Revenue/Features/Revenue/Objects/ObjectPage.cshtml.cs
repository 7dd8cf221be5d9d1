using System.Globalization;
using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Bills;
using KotaCerdas.Revenue.Features.Buildings;
using KotaCerdas.Revenue.Features.Changes;
using KotaCerdas.Revenue.Features.Imports;
using KotaCerdas.Revenue.Features.Letters;
using KotaCerdas.Revenue.Features.Shapes;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model;
using KotaCerdas.Revenue.Model.Bills;
using KotaCerdas.Revenue.Model.Letters;
using KotaCerdas.Revenue.Model.Registers;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Objects;

/// <summary>All that is known of an object, as it is today or was on a day.</summary>
[Needs(RegisterPermissions.ReadCode)]
internal sealed class ObjectPageModel(
    RegisterDesk desk, ObjectReading reading, ImportReading imports, BillRegions regions, BillLookup lookup, ValuationReading valuations)
    : RegisterPage(desk)
{
    private static readonly string Relief = LetterRules.All.First(l => l.Basis == LetterBasis.Years).Code;

    private readonly RegisterDesk _desk = desk;

    public ObjectFile Known { get; private set; } = null!;

    /// <summary>The buildings as they are on the day, with the attributes that are known of them.</summary>
    public KnownBuildings Buildings { get; private set; } = null!;

    /// <summary>Bills of earlier years that were taken over, newest first.</summary>
    public IReadOnlyList<(LegacyBill Bill, IReadOnlyList<LegacyPayment> Payments)> Bills { get; private set; } = [];

    /// <summary>Bills of this system, newest first, as of today.</summary>
    public IReadOnlyList<BilledYear> OwnBills { get; private set; } = [];

    /// <summary>What was granted before assessments, newest first.</summary>
    public IReadOnlyList<Reduction> Reductions { get; private set; } = [];

    /// <summary>A change that waits for a second officer, or null.</summary>
    public ChangeFile? Waiting { get; private set; }

    public bool MayReduce => _desk.Actor.May(ChargePermissions.Propose, Code);

    public string ReduceHref => $"{ChargePaths.Proposals(Code)}/baru?surat={Relief}&nop={Known.Nop}";

    /// <summary>The day it is seen on, where that is not today.</summary>
    public DateOnly? SeenOn { get; private set; }

    /// <summary>Where it lies, or null where no shape was imported.</summary>
    public ShapeView? Shape { get; private set; }

    public string Path => RegisterPaths.Of(Code, Known.Nop);

    public async Task<IActionResult> OnGetAsync(string region, string nop, [FromServices] ShapeReading shapes,
        [FromServices] BillHistory history, [FromServices] WaitingChanges changes, CancellationToken cancel)
    {
        if (await OpenAsync(region, RegisterPermissions.Read, cancel) is { } closed)
        {
            return closed;
        }

        var asked = Request.Query["tanggal"].ToString();
        if (DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day != Today)
        {
            SeenOn = day;
        }

        if (!Nop.TryParse(nop, out var number) || await reading.FindAsync(Code, number, SeenOn ?? Today, cancel) is not { } file)
        {
            return NotFound();
        }

        Known = file;
        Waiting = await changes.OfAsync(ChangeSubject.Of(Code, number, 0), cancel);
        Buildings = await valuations.KnownAsync(file, file.Current, SeenOn ?? Today, cancel);
        Shape = await shapes.FindAsync(file.Current, cancel);
        Bills = await imports.BillsAsync(Code, number, cancel);
        Reductions = await history.ReductionsAsync(Code, number, cancel);
        var where = await regions.FindAsync(Region.Slug, cancel);
        OwnBills = [.. (await lookup.FindAsync(Code, number, where?.Interest, Today, cancel)).Years.Where(y => y.Own)];
        return Page();
    }

    public Nop OtherEnd(ObjectLink link) => link.FromNop == Known.Nop ? link.ToNop : link.FromNop;

    public string LinkWord(ObjectLink link, Texts texts) =>
        texts[$"Revenue.ObjectLink.{link.Kind}{(link.FromNop == Known.Nop ? "Into" : "From")}"];
}
