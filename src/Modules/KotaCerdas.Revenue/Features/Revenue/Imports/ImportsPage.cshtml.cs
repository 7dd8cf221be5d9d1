using KotaCerdas.Platform;
using KotaCerdas.Revenue.Features.Taxpayers;
using KotaCerdas.Revenue.Model.Registers;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace KotaCerdas.Revenue.Features.Imports;

/// <summary>
/// All runs with their reports, for whoever reads the registers; who may import uploads an export here and has it checked, and imports it
/// from the report of its check. Both run in the background.
/// </summary>
[Needs(RegisterPermissions.ReadCode)]
[RequestSizeLimit(MostBytes + 1_000_000)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes + 1_000_000)]
internal sealed class ImportsPageModel(RegisterDesk desk, ImportReading reading, UploadFolder uploads, Operations operations, Actor actor)
    : RegisterPage(desk)
{
    private const long MostBytes = 500_000_000;

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>Key of the file that waits to be imported.</summary>
    [BindProperty]
    public string? Uploaded { get; set; }

    /// <summary>Rupiah that one unit of <c>nilai_sistem_bng</c> stands for.</summary>
    [BindProperty]
    public string? Unit { get; set; }

    [BindProperty]
    public bool Check { get; set; }

    public IReadOnlyList<RegisterImport> Imports { get; private set; } = [];

    /// <summary>Imports that the books lack.</summary>
    public IReadOnlySet<Guid> Unbooked { get; private set; } = new HashSet<Guid>();

    public static IReadOnlyList<Choice> Units(Texts texts) =>
        [new("1000", texts["Revenue.Import.UnitThousand"]), new("1", texts["Revenue.Import.UnitOne"])];

    public async Task<IActionResult> OnGetAsync(string region, CancellationToken cancel) =>
        await LoadAsync(region, RegisterPermissions.Read, cancel) ?? Page();

    public async Task<IActionResult> OnPostAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, ImportPermissions.Import, cancel) is { } closed)
        {
            return closed;
        }

        if (Upload is null || Upload.Length is 0 or > MostBytes)
        {
            return this.Invalid(new Problem(Upload is null ? "Revenue.Import.NoFile" : "Revenue.Import.Size", nameof(Upload)));
        }

        if (SismiopFiles.IsBinary(Upload.FileName))
        {
            return this.Invalid(new Problem("Revenue.Import.BinaryDump", nameof(Upload), Path.GetFileName(Upload.FileName)));
        }

        await using var content = Upload.OpenReadStream();
        var kept = await uploads.KeepAsync(Code, SismiopFiles.IsSql(Upload.FileName), content, cancel);
        return await StartAsync(kept, check: true, cancel);
    }

    public async Task<IActionResult> OnPostMulaiAsync(string region, CancellationToken cancel)
    {
        if (await LoadAsync(region, ImportPermissions.Import, cancel) is { } closed)
        {
            return closed;
        }

        return uploads.Find(Code, Uploaded) is { } path ? await StartAsync(path, Check, cancel)
            : this.Invalid(new Problem("Revenue.Import.Gone", nameof(Upload)));
    }

    private async Task<IActionResult> StartAsync(string path, bool check, CancellationToken cancel)
    {
        var unit = Unit == "1" ? 1L : SismiopImports.BuildingUnit;
        var started = await operations.StartAsync(
            actor, ImportSismiop.Kind, Code, new ImportSismiopInput(path, check, unit, Upload: true), null, cancel);
        return started.Failed ? this.Invalid(started.Problems) : this.SeeOther($"/operasi/{started.Value}");
    }

    private async Task<IActionResult?> LoadAsync(string region, Permission permission, CancellationToken cancel)
    {
        if (await OpenAsync(region, permission, cancel) is { } closed)
        {
            return closed;
        }

        Unit ??= "1000";
        Uploaded ??= MayImport ? uploads.Newest(Code) : null;
        Imports = await reading.AllAsync(Code, cancel);
        Unbooked = (await reading.UnbookedAsync(Code, cancel)).Select(i => i.Id).ToHashSet();
        return null;
    }
}
