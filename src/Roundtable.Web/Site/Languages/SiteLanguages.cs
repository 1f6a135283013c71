using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Roundtable.Record.Languages;
using Roundtable.Workspace;

namespace Roundtable.Web.Site.Languages;

/// <summary>
/// The languages in which the site can be read: English, those that come with the program, and files of the data directory's <c>languages</c>.
/// </summary>
public sealed class SiteLanguages
{
    /// <summary>The name of the query parameter and of the cookie that choose a language.</summary>
    public const string Choice = "lang";

    private const string Resources = "languages/";
    private const int MaxRanges = 20;

    private SiteLanguages(IReadOnlyList<Language> all) => All = all;

    /// <summary>All of them, English first, then by their names.</summary>
    public IReadOnlyList<Language> All { get; }

    /// <summary>The languages that come with the program, but for English.</summary>
    public static IReadOnlyList<Language> Shipped { get; } = [.. typeof(SiteLanguages).Assembly.GetManifestResourceNames()
        .Where(static name => name.StartsWith(Resources, StringComparison.Ordinal))
        .Select(static name => LanguageFile.Read(name, Resource(name)))];

    /// <summary>Those that come with the program and those of a data directory, which win over them.</summary>
    /// <exception cref="WorkspaceException">A file is not a language, or cannot be read.</exception>
    public static SiteLanguages Read(string dataDirectory)
    {
        Dictionary<string, Language> named = Shipped.ToDictionary(static l => l.Tag, StringComparer.OrdinalIgnoreCase);
        var folder = Path.Combine(dataDirectory, "languages");
        foreach (var path in Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.po").Order(StringComparer.Ordinal)] : Array.Empty<string>())
        {
            try
            {
                var language = LanguageFile.Read(path, File.ReadAllText(path));
                named[language.Tag] = language;
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new WorkspaceException(ErrorKind.Configuration, $"This language cannot be read: {e.Message} Mend the file, or move it away.", e);
            }
        }

        return new SiteLanguages([Language.English, .. named.Values.OrderBy(static l => l.Name, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// The language of whoever asks: what the address chooses, else what was chosen before (a cookie), else the first that the browser accepts (RFC 9110,
    /// section 12.5.4), else English. Numbers and days are written as in the region that the browser names.
    /// </summary>
    public Language For(HttpRequest request)
    {
        if ((Named(request.Query[Choice].ToString()) ?? Named(request.Cookies[Choice] ?? "")) is { } chosen)
        {
            return chosen;
        }

        if (!StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptLanguage.OfType<string>()], out var ranges))
        {
            return Language.English;
        }

        return ranges.Take(MaxRanges).Where(static r => r.Quality is not 0).OrderByDescending(static r => r.Quality ?? 1)
            .Select(r => Accepted(r.Value.ToString())).FirstOrDefault(static l => l is not null) ?? Language.English;
    }

    /// <summary>A language by its tag; null where there is none.</summary>
    public Language? Named(string tag) => All.FirstOrDefault(l => l.Tag.Equals(tag, StringComparison.OrdinalIgnoreCase));

    private Language? Accepted(string range)
    {
        for (var tag = range; tag.Length > 0; tag = tag[..Math.Max(0, tag.LastIndexOf('-'))])
        {
            if (Named(tag) is { } language)
            {
                return tag.Length < range.Length && Region(range) is { } culture ? language.In(culture) : language;
            }
        }

        return null;
    }

    /// <summary>The culture of a region, where the system knows one.</summary>
    private static CultureInfo? Region(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static string Resource(string name)
    {
        using var stream = typeof(SiteLanguages).Assembly.GetManifestResourceStream(name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
