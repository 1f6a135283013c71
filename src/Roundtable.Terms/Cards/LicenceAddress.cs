using System.Text.RegularExpressions;

namespace Roundtable.Terms.Cards;

/// <summary>The licences that stand at well-known addresses.</summary>
internal static partial class LicenceAddress
{
    /// <summary>The SPDX identifier, or a model hub's, of the licence at an address; null for any other text.</summary>
    public static string? Name(string text)
    {
        if (!Uri.TryCreate(text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? "https://" + text : text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var host = uri.Host.ToLowerInvariant();
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        var path = uri.AbsolutePath.ToLowerInvariant().Trim('/');
        return host switch
        {
            "creativecommons.org" => CreativeCommons(path),
            "choosealicense.com" when Last(path, "licenses/") is { } id && id is not ("undefined" or "other" or "unknown" or "none") => id,
            "spdx.org" when Last(path, "licenses/") is { } id => Bare(id),
            "opensource.org" when (Last(path, "licenses/") ?? Last(path, "license/")) is { } id => OpenSource(Bare(id)),
            "apache.org" when Bare(path) == "licenses/license-2.0" => "apache-2.0",
            "gnu.org" when Last(path, "licenses/") is { } id => Gnu(Bare(id)),
            "opendatacommons.org" when Last(path, "licenses/") is { } id => OpenData(id),
            "cdla.dev" => path switch
            {
                "permissive-2-0" => "cdla-permissive-2.0",
                "permissive-1-0" => "cdla-permissive-1.0",
                "sharing-1-0" => "cdla-sharing-1.0",
                _ => null,
            },
            "ai.google.dev" when path is "gemma/terms" => "gemma",
            "llama.com" or "llama.meta.com" or "ai.meta.com" => Llama(path),
            "mozilla.org" when path.EndsWith("mpl/2.0", StringComparison.Ordinal) => "mpl-2.0",
            _ => null,
        };
    }

    private static string? CreativeCommons(string path)
    {
        if (path.StartsWith("publicdomain/zero/1.0", StringComparison.Ordinal))
        {
            return "cc0-1.0";
        }

        // The licence of one country is another text than the international one: its code stays in the name.
        var match = CreativeCommonsPath().Match(path);
        return match.Success
            ? $"cc-{match.Groups["kind"].Value}-{match.Groups["version"].Value}{(match.Groups["port"] is { Success: true } port ? "-" + port.Value : "")}"
            : null;
    }

    private static string? OpenSource(string id) => id.ToLowerInvariant() switch
    {
        "mit" or "mit-license" or "mit-license.php" => "mit",
        "apache-2-0" or "apache-2.0" => "apache-2.0",
        "bsd-3-clause" => "bsd-3-clause",
        "bsd-2-clause" or "bsd-license" => "bsd-2-clause",
        "gpl-3-0" or "gpl-3.0" => "gpl-3.0",
        "gpl-2-0" or "gpl-2.0" => "gpl-2.0",
        "lgpl-3-0" or "lgpl-3.0" => "lgpl-3.0",
        "agpl-v3" or "agpl-3.0" => "agpl-3.0",
        "mpl-2-0" or "mpl-2.0" => "mpl-2.0",
        "isc" or "isc-license-txt" => "isc",
        "afl-3-0-php" or "afl-3.0" => "afl-3.0",
        _ => null,
    };

    private static string? Gnu(string id) => id switch
    {
        "gpl-3.0" or "lgpl-3.0" or "agpl-3.0" => id,
        "old-licenses/gpl-2.0" => "gpl-2.0",
        "old-licenses/lgpl-2.1" => "lgpl-2.1",
        "old-licenses/fdl-1.2" => "gfdl-1.2",
        "old-licenses/fdl-1.3" or "fdl-1.3" => "gfdl-1.3",
        _ => null,
    };

    private static string? OpenData(string id) => id switch
    {
        "by" or "by/1.0" or "by/1-0" or "by/summary" => "odc-by-1.0",
        "odbl" or "odbl/1.0" or "odbl/1-0" or "odbl/summary" => "odbl-1.0",
        "pddl" or "pddl/1.0" or "pddl/1-0" or "pddl/summary" => "pddl-1.0",
        "dbcl" or "dbcl/1.0" or "dbcl/1-0" => "dbcl-1.0",
        _ => null,
    };

    private static string? Llama(string path)
    {
        var match = LlamaPath().Match(path);
        return match.Success ? "llama" + match.Groups["version"].Value.Replace('_', '.') : path == "resources/models-and-libraries/llama" ? null
            : path == "llama/license" ? "llama2" : null;
    }

    private static string? Last(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length ? path[folder.Length..] : null;

    private static string Bare(string id) => DocumentEnd().Replace(id, "");

    [GeneratedRegex(@"^licenses/(?<kind>by(?:-nc)?(?:-(?:sa|nd))?|nc|sa|nd)/(?<version>[1-4]\.[0-9])(?:/(?<port>(?!deed|legalcode)[a-z]{2,5}))?(?:/.*)?$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CreativeCommonsPath();

    [GeneratedRegex(@"^llama(?<version>[0-9](?:_[0-9])?)/license$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LlamaPath();

    [GeneratedRegex(@"\.(?:html|json|txt|en\.html)$", RegexOptions.NonBacktracking)]
    private static partial Regex DocumentEnd();
}
