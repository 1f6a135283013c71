using System.Globalization;
using System.Text.Json;
using Roundtable.Record.Wording;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Yaml;

/// <summary>
/// A mapping of a YAML file, read key by key. A value that does not fit is reported with its location and treated as missing,
/// so that all problems of a file are reported at once; <see cref="End"/> reports keys that were never read.
/// </summary>
public sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly IList<YamlProblem> _problems;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private YamlMap(YamlMappingNode node, IList<YamlProblem> problems)
    {
        _node = node;
        _problems = problems;
    }

    /// <summary>Where the mapping begins.</summary>
    public Mark Place => _node.Start;

    /// <summary>The mapping itself, for problems without a value to point to.</summary>
    public YamlNode Itself => _node;

    /// <summary>Parses a file with one mapping; null where it has none.</summary>
    public static YamlMap? Parse(string text, IList<YamlProblem> problems)
    {
        try
        {
            return YamlText.Load(text) is [var first, ..] ? Of(first.RootNode, "The file", problems) : null;
        }
        catch (YamlException e)
        {
            problems.Add(Malformed(e));
            return null;
        }
    }

    /// <summary>Parses a file that may have several mappings, each a YAML document of its own.</summary>
    public static IReadOnlyList<YamlMap> ParseAll(string text, IList<YamlProblem> problems)
    {
        try
        {
            return [.. YamlText.Load(text).Select(d => Of(d.RootNode, "The document", problems)).OfType<YamlMap>()];
        }
        catch (YamlException e)
        {
            problems.Add(Malformed(e));
            return [];
        }
    }

    /// <summary>A JSON object as a YAML mapping; null where the text is not a JSON object.</summary>
    public static YamlMap? OfJson(ReadOnlySpan<byte> json, IList<YamlProblem> problems)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return Of(JsonNodes.Read(ref reader), "The document", problems);
        }
        catch (JsonException e)
        {
            problems.Add(new YamlProblem((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1, "The JSON is malformed."));
            return null;
        }
    }

    /// <summary>A node as a mapping, or null with a problem.</summary>
    public static YamlMap? Of(YamlNode node, string what, IList<YamlProblem> problems)
    {
        if (node is YamlMappingNode mapping)
        {
            return new YamlMap(mapping, problems);
        }

        if (node is not YamlScalarNode { Value: null or "" or "~" or "null" })
        {
            problems.Add(new YamlProblem(node.Start.Line, node.Start.Column, $"{what} must be a mapping of names to values."));
        }

        return null;
    }

    /// <summary>Whether a key exists, with or without a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The node under a key, or null.</summary>
    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return Find(key);
    }

    /// <summary>The text of a key, or null where it is missing or empty.</summary>
    public string? Text(string key) => Node(key) is { } node ? Text(node, key) : null;

    /// <summary>The text of a required key.</summary>
    public string? RequiredText(string key)
    {
        var node = Node(key);
        if (node is null)
        {
            Problem(_node, $"'{key}' is missing.");
        }

        return node is null ? null : Text(node, key);
    }

    /// <summary>A whole number within bounds, or null.</summary>
    public int? Whole(string key, int min, int max) =>
        Text(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : Wrong<int>(key, text, $"a whole number from {min} to {max}");

    /// <summary>A whole number from 0, or null.</summary>
    public long? Count(string key) =>
        Text(key) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : Wrong<long>(key, text, "a whole number from 0");

    /// <summary>A number within bounds, or null.</summary>
    public decimal? Number(string key, decimal min, decimal max) =>
        Text(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value
        : Wrong<decimal>(key, text, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));

    /// <summary>True or false, or null.</summary>
    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        var text => Wrong<bool>(key, text, "true or false"),
    };

    /// <summary>A date, written as <c>2026-01-31</c>, or null.</summary>
    public DateOnly? Day(string key) =>
        Text(key) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Wrong<DateOnly>(key, text, "a date (YYYY-MM-DD), such as 2026-01-31");

    /// <summary>One of an enumeration's names in kebab-case, or null.</summary>
    public T? Choice<T>(string key)
        where T : struct, Enum => Text(key) is { } text ? Choice<T>(Node(key)!, key, text) : null;

    /// <summary>One or more of an enumeration's names, as a text or a list.</summary>
    public IReadOnlyList<T> Choices<T>(string key)
        where T : struct, Enum
    {
        // No LINQ: over enumerations its code is compiled anew for each of them, at every start of a short command.
        var texts = TextOrTexts(key);
        var (values, count) = (new T[texts.Count], 0);
        for (var i = 0; i < texts.Count; i++)
        {
            if (Choice<T>(texts[i].Node, key, texts[i].Text) is { } value)
            {
                values[count++] = value;
            }
        }

        return count == values.Length ? values : values[..count];
    }

    /// <summary>One text or a list of texts, each with its node.</summary>
    public IReadOnlyList<WrittenText> TextOrTexts(string key) => Node(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(n => Written(n, key)).OfType<WrittenText>()],
        var node => Written(node, key) is { } written ? [written] : [],
    };

    /// <summary>The elements of a list; empty where it is missing.</summary>
    public IEnumerable<YamlNode> List(string key)
    {
        switch (Node(key))
        {
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode list:
                return list.Children;
            case var other:
                Problem(other, $"'{key}' must be a list.");
                return [];
        }
    }

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. List(key).Select(n => Text(n, key)).OfType<string>()];

    /// <summary>The named mappings under a key.</summary>
    public IEnumerable<(string Name, YamlNode Node)> Entries(string key) =>
        Node(key) is { } node && Of(node, $"'{key}'", _problems) is { } map
            ? map._node.Children.Where(c => c.Key is YamlScalarNode).Select(c => (((YamlScalarNode)c.Key).Value ?? "", c.Value))
            : [];

    /// <summary>A scalar's text, or null with a problem.</summary>
    public string? Text(YamlNode node, string what)
    {
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value is { Length: > 0 } text && scalar.Style == ScalarStyle.Plain && text is "~" or "null" ? null : scalar.Value;
        }

        Problem(node, $"'{what}' must be a text.");
        return null;
    }

    /// <summary>Reports a problem at a node.</summary>
    public void Problem(YamlNode node, string text) => _problems.Add(new YamlProblem(node.Start.Line, node.Start.Column, text));

    /// <summary>Reports a problem at the value of a key.</summary>
    public void Problem(string key, string text) => Problem(Node(key) ?? _node, text);

    /// <summary>Reports every key that was never read, with the one that was probably meant.</summary>
    public void End()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!_known.Contains(name))
            {
                Problem(key, $"Unknown key '{name}'{CloseName.Suggest(name, _known)}");
            }
        }
    }

    private YamlNode? Find(string key)
    {
        foreach (var (name, value) in _node.Children)
        {
            if ((name as YamlScalarNode)?.Value == key)
            {
                return value;
            }
        }

        return null;
    }

    private WrittenText? Written(YamlNode node, string key) => Text(node, key) is { } text ? new WrittenText(node, text) : null;

    private T? Choice<T>(YamlNode node, string key, string text)
        where T : struct, Enum
    {
        if (Kebab.TryParse<T>(text, out var value))
        {
            return value;
        }

        Problem(node, $"'{key}' is '{text}'; it must be one of {string.Join(", ", Kebab.Names<T>())}.");
        return null;
    }

    private static YamlProblem Malformed(YamlException e) => new(e.Start.Line, e.Start.Column, $"The YAML is malformed: {e.Message}");

    private T? Wrong<T>(string key, string text, string expected)
        where T : struct
    {
        Problem(key, $"'{key}' is '{text}'; it must be {expected}.");
        return null;
    }
}
