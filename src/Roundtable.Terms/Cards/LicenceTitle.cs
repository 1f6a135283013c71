using System.Text.RegularExpressions;

namespace Roundtable.Terms.Cards;

/// <summary>The titles under which people write down well-known licences: <c>Apache License, Version 2.0</c>, <c>CC BY 4.0</c>.</summary>
internal static partial class LicenceTitle
{
    private static readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal)
    {
        ["mit license"] = "mit",
        ["the mit license"] = "mit",
        ["mit license mit"] = "mit",
        ["apache 2 0"] = "apache-2.0",
        ["apache 2"] = "apache-2.0",
        ["apache license 2 0"] = "apache-2.0",
        ["apache license version 2 0"] = "apache-2.0",
        ["apache license v2 0"] = "apache-2.0",
        ["apache software license 2 0"] = "apache-2.0",
        ["bsd 3 clause license"] = "bsd-3-clause",
        ["bsd 2 clause license"] = "bsd-2-clause",
        ["gpl 2"] = "gpl-2.0",
        ["gpl 3"] = "gpl-3.0",
        ["gnu general public license v2 0"] = "gpl-2.0",
        ["gnu general public license v3 0"] = "gpl-3.0",
        ["gnu general public license 3 0"] = "gpl-3.0",
        ["gnu lesser general public license 3 0"] = "lgpl-3.0",
        ["gnu affero general public license 3 0"] = "agpl-3.0",
        ["gnu affero general public license v3 0"] = "agpl-3.0",
        ["mozilla public license 2 0"] = "mpl-2.0",
        ["odc attribution license odc by"] = "odc-by-1.0",
        ["odc public domain dedication and license pddl"] = "pddl-1.0",
        ["open database license odbl"] = "odbl-1.0",
        ["community data license agreement permissive version 1 0"] = "cdla-permissive-1.0",
        ["community data license agreement permissive version 2 0"] = "cdla-permissive-2.0",
        ["community data license agreement permissive 2 0"] = "cdla-permissive-2.0",
        ["community data license agreement sharing version 1 0"] = "cdla-sharing-1.0",
        ["community data license agreement sharing 1 0"] = "cdla-sharing-1.0",
        ["cc0"] = "cc0-1.0",
        ["cc0 1 0"] = "cc0-1.0",
        ["cc0 public domain"] = "cc0-1.0",
        ["cc0 1 0 universal"] = "cc0-1.0",
        ["creative commons zero v1 0 universal"] = "cc0-1.0",
        ["llama 2 community license"] = "llama2",
        ["llama 2 community license agreement"] = "llama2",
        ["gemma terms of use"] = "gemma",
    };

    /// <summary>The SPDX identifier, or a model hub's, of the licence with a title; null for any other text.</summary>
    public static string? Name(string text)
    {
        if (text.Length > 120 || text.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        var words = Marks().Replace(text.ToLowerInvariant().Replace("licence", "license", StringComparison.Ordinal), " ").Trim();
        if (_titles.TryGetValue(words, out var name))
        {
            return name;
        }

        var match = CreativeCommons().Match(words);
        if (match.Success)
        {
            return Name(match, Short(match.Groups["kind"].Value));
        }

        match = Attribution().Match(words);
        if (match.Success)
        {
            // Where the abbreviation stands beside the words, the two must say the same.
            var kind = Kind(match.Groups["more"].Value);
            return match.Groups["short"] is { Success: true } s && Short(s.Value) != kind ? null : Name(match, kind);
        }

        match = Llama().Match(words);
        return match.Success ? $"llama{match.Groups["version"].Value.Replace(' ', '.')}" : null;
    }

    private static string Name(Match match, string kind) => $"cc-{kind}-{match.Groups["version"].Value.Replace(' ', '.')}";

    private static string Short(string kind) => kind.Replace(' ', '-');

    private static string Kind(string more) =>
        "by" + (more.Contains("noncommercial", StringComparison.Ordinal) || more.Contains("non commercial", StringComparison.Ordinal) ? "-nc" : "")
        + (more.Contains("share", StringComparison.Ordinal) ? "-sa" : more.Contains("deriv", StringComparison.Ordinal) ? "-nd" : "");

    [GeneratedRegex(@"[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    [GeneratedRegex(@"^cc (?<kind>by(?: nc)?(?: (?:sa|nd))?) v?(?<version>[1-4] [0-9])(?: (?:international|unported|license|deed))*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CreativeCommons();

    [GeneratedRegex(
        @"^(?:creative commons )?attribution(?<more>(?: non ?commercial)?(?: share ?alike| no ?deriv(?:ative)?s(?: works)?)?) v?(?<version>[1-4] [0-9])"
        + @"(?: international| unported)?(?: (?:public )?license)?(?: cc (?<short>by(?: nc)?(?: (?:sa|nd))?) [1-4] [0-9])?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Attribution();

    [GeneratedRegex(
        @"^(?:meta )?llama (?<version>[34](?: [1-3])?) community license(?: agreement)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Llama();
}
