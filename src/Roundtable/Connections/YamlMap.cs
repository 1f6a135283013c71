using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Connections;

/// <summary>
/// A mapping of a YAML file, read key by key. What does not fit is noted with its place and read as if it were not there, so
/// that all problems of a file are told at once; <see cref="End"/> notes the keys that nobody asked for.
/// </summary>
internal sealed class YamlMap
{
    private readonly YamlMappingNode _node;
    private readonly List<YamlProblem> _problems;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private YamlMap(YamlMappingNode node, List<YamlProblem> problems)
    {
        _node = node;
        _problems = problems;
    }

    /// <summary>Where the mapping begins.</summary>
    public Mark Place => _node.Start;

    /// <summary>Parses a file that holds one mapping; null where it holds none.</summary>
    public static YamlMap? Parse(string text, List<YamlProblem> problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            problems.Add(new YamlProblem(e.Start.Line, e.Start.Column, $"The YAML is malformed: {e.Message}"));
            return null;
        }

        return stream.Documents.Count == 0 ? null : Of(stream.Documents[0].RootNode, "The file", problems);
    }

    /// <summary>A node as a mapping, or null with a problem.</summary>
    public static YamlMap? Of(YamlNode node, string what, List<YamlProblem> problems)
    {
        if (node is YamlMappingNode mapping)
        {
            return new YamlMap(mapping, problems);
        }

        if (node is not YamlScalarNode { Value: null or "" or "~" or "null" })
        {
            problems.Add(new YamlProblem(node.Start.Line, node.Start.Column, $"{what} should be a mapping of names to values."));
        }

        return null;
    }

    /// <summary>The node under a key, or null.</summary>
    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return _node.Children.FirstOrDefault(c => (c.Key as YamlScalarNode)?.Value == key).Value;
    }

    /// <summary>Text under a key, or null where it is missing or empty.</summary>
    public string? Text(string key) => Node(key) is { } node ? Text(node, key) : null;

    /// <summary>Text that has to be there.</summary>
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
    public int? Whole(string key, int least, int most) =>
        Text(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : Wrong<int>(key, text, $"a whole number from {least} to {most}");

    /// <summary>A number within bounds, or null.</summary>
    public decimal? Number(string key, decimal least, decimal most) =>
        Text(key) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : Wrong<decimal>(key, text, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    /// <summary>True or false, or null.</summary>
    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        var text => Wrong<bool>(key, text, "true or false"),
    };

    /// <summary>The elements of a list; none where it is missing.</summary>
    public IEnumerable<YamlNode> List(string key)
    {
        switch (Node(key))
        {
            case null or YamlScalarNode { Value: null or "" }:
                return [];
            case YamlSequenceNode list:
                return list.Children;
            case var other:
                Problem(other, $"'{key}' should be a list.");
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

        Problem(node, $"'{what}' should be a text.");
        return null;
    }

    /// <summary>Notes a problem at a node.</summary>
    public void Problem(YamlNode node, string text) => _problems.Add(new YamlProblem(node.Start.Line, node.Start.Column, text));

    /// <summary>Notes a problem at the value of a key.</summary>
    public void Problem(string key, string text) => Problem(Node(key) ?? _node, text);

    /// <summary>Notes every key that was not asked for, with the one that was probably meant.</summary>
    public void End()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!_known.Contains(name))
            {
                Problem(key, $"'{name}' is not known here{CloseName.Suggest(name, _known)}");
            }
        }
    }

    private T? Wrong<T>(string key, string text, string expected)
        where T : struct
    {
        Problem(key, $"'{key}' is '{text}'; it should be {expected}.");
        return null;
    }
}
