using KotaCerdas.Platform;
using KotaCerdas.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KotaCerdas.Features.Documents;

/// <summary>The register of documents of the regions that one may read.</summary>
[Needs(DocumentRegister.ReadCode)]
internal sealed class DocumentListModel(KotaDb db, DocumentTemplates templates, Actor actor, Texts texts) : ProductPage
{
    public const string Address = "/dokumen";

    private const int PageSize = 25;
    private const int LongestSearch = 100;

    private Dictionary<RegionCode, string> _names = [];

    public DocumentFilter Filter { get; private set; } = new(string.Empty, null, string.Empty);

    public IReadOnlyList<DocumentRow> Rows { get; private set; } = [];

    public string? NextHref { get; private set; }

    public IReadOnlyList<Choice> Kinds =>
        [new(string.Empty, texts["Host.Document.AnyKind"]), .. templates.All.Select(t => t.Kind).Distinct()
            .Select(k => new Choice(k, DocumentWords.Kind(templates, k)))];

    public IReadOnlyList<Choice> States =>
        [new(string.Empty, texts["Host.Document.AnyState"]),
            .. Enum.GetValues<DocumentState>().Select(s => new Choice(s.ToString(), texts[DocumentWords.Key(s)]))];

    public string KindOf(DocumentRow row) => DocumentWords.Kind(templates, row.Kind);

    public string NameOf(RegionCode region) =>
        region.IsNational ? texts["Host.Document.Ministry"] : _names.GetValueOrDefault(region) ?? region.Value;

    public async Task<IActionResult> OnGetAsync(
        string? jenis, DocumentState? keadaan, string? cari, string? sebelum, CancellationToken cancel)
    {
        if (actor.ScopeOf(DocumentRegister.Read) is not { } scope)
        {
            return new StatusCodeResult(StatusCodes.Status403Forbidden);
        }

        var words = (cari ?? string.Empty).Trim();
        Filter = new(jenis ?? string.Empty, keadaan, words.Length > LongestSearch ? words[..LongestSearch] : words);
        var size = ListQuery.PageSize(HttpContext, PageSize);
        var found = await new DocumentRows(db).FindAsync(scope, Filter, sebelum, size + 1, cancel);
        Rows = found.Count > size ? found[..size] : found;
        NextHref = found.Count > size ? Next(Rows[^1].Cursor) : null;
        _names = await db.Shared<Region>().AsNoTracking().ToDictionaryAsync(r => r.Code, r => r.Name, cancel);
        return Page();
    }

    private string Next(string cursor)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[]
        {
            ("jenis", Filter.Kind), ("keadaan", Filter.State?.ToString() ?? string.Empty), ("cari", Filter.Words), ("sebelum", cursor),
        })
        {
            query = value.Length > 0 ? query.Add(name, value) : query;
        }

        return Address + query.ToUriComponent();
    }
}
