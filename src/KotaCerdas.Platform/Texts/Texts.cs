using System.Collections;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Resources;
using KotaCerdas.Platform.Instruments;

namespace KotaCerdas.Platform;

/// <summary>
/// Every text a person reads, in Indonesian (the neutral language) and English. A key starts with the name of the project that owns it
/// (<c>Movement.Call.Title</c>); that project keeps it in <c>Resources/*.resx</c> (Indonesian) and <c>Resources/*.en.resx</c> (English).
/// </summary>
public sealed class Texts
{
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo("en");

    private readonly FrozenDictionary<string, string> _indonesian;
    private readonly FrozenDictionary<string, string> _english;

    /// <summary>Reads all texts of the given assemblies.</summary>
    /// <param name="assemblies">Assemblies with resources named <c>….Resources.{File}.resources</c>.</param>
    public Texts(IEnumerable<Assembly> assemblies)
    {
        var sources = assemblies.Distinct().SelectMany(Sources).ToList();
        _indonesian = Load(sources, CultureInfo.InvariantCulture);
        _english = Load(sources, EnglishCulture);
    }

    /// <summary>All keys.</summary>
    public IEnumerable<string> Keys => _indonesian.Keys;

    /// <summary>The text in the current language; where it has placeholders, filled with <paramref name="args"/>.</summary>
    public string this[string key, params object[] args] => Get(key, CultureInfo.CurrentUICulture, args);

    /// <summary>The text in a given language. A key that does not exist is a bug; the text test finds it before a user does.</summary>
    public string Get(string key, CultureInfo language, params object[] args)
    {
        var text = Source(language).TryGetValue(key, out var found) ? found : throw new BugException($"No text for key {key}");
        return args.Length == 0 ? text
            : string.Format(CultureInfo.InvariantCulture, text, [.. args.Select(a => new Shown(Show(a, language)))]);
    }

    /// <summary>The text of a problem in the current language.</summary>
    public string Of(Problem problem) => this[problem.Code, problem.Args];

    /// <summary>True where the key exists.</summary>
    public bool Has(string key) => _indonesian.ContainsKey(key);

    private FrozenDictionary<string, string> Source(CultureInfo language) =>
        Languages.IsEnglish(language) ? _english : _indonesian;

    private string Show(object arg, CultureInfo language) => arg switch
    {
        Problem inner => Get(inner.Code, language, inner.Args),
        Bilingual words => words.In(language),
        DateOnly date => Formats.Date(date, language),
        int or long => Formats.Number(Convert.ToInt64(arg, CultureInfo.InvariantCulture), language),
        decimal number => Formats.Decimal(number, 2, language),
        _ => Convert.ToString(arg, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static IEnumerable<ResourceManager> Sources(Assembly assembly) =>
        from name in assembly.GetManifestResourceNames()
        where name.Contains(".Resources.", StringComparison.Ordinal) && name.EndsWith(".resources", StringComparison.Ordinal)
        select new ResourceManager(name[..^".resources".Length], assembly);

    private static FrozenDictionary<string, string> Load(List<ResourceManager> sources, CultureInfo language)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var set = source.GetResourceSet(language, createIfNotExists: true, tryParents: true)
                ?? throw new BugException($"No texts in {source.BaseName} for {language.Name}");
            foreach (DictionaryEntry entry in set)
            {
                Check.That(all.TryAdd((string)entry.Key, (string)entry.Value!));
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// A value as it is read. In English, which has a plural, <c>{0} {0:?row is|rows are} wrong</c> takes the first form for one.
    /// </summary>
    private sealed class Shown(string text) : IFormattable
    {
        public override string ToString() => text;

        public string ToString(string? format, IFormatProvider? formatProvider) =>
            format is ['?', .. var forms] && forms.Split('|') is [var one, var many] ? (text == "1" ? one : many) : text;
    }
}
