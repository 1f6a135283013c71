using Roundtable.Terms.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Cards;

/// <summary>The fields of a card's front matter, each parsed by itself: a malformed one causes a warning and nothing else.</summary>
internal sealed class FrontMatter
{
    private readonly Dictionary<string, YamlNode> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _warnings;

    /// <summary>Parses front matter.</summary>
    public FrontMatter(string matter, List<string> warnings)
    {
        _warnings = warnings;
        Read(matter);
    }

    /// <summary>The text between the two lines of <c>---</c> at the beginning; null where there is none.</summary>
    public static string? In(string text)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, l => l.TrimEnd() is "---" or "...") : -1;
        return end < 0 ? null : string.Join('\n', lines[1..end]);
    }

    /// <summary>Whether there is such a field.</summary>
    public bool Has(string field) => _fields.ContainsKey(field);

    /// <summary>The value of a field; null where there is none.</summary>
    public YamlNode? Node(string field) => _fields.GetValueOrDefault(field);

    /// <summary>The text of a field; null where it has none.</summary>
    public string? Text(string field)
    {
        if (!_fields.TryGetValue(field, out var node))
        {
            return null;
        }

        if (node is YamlScalarNode scalar)
        {
            return scalar.Value is null or "" or "~" or "null" ? null : scalar.Value;
        }

        _warnings.Add($"{field}: expected a text; ignored.");
        return null;
    }

    /// <summary>The items of a field: of each its text, or the name, id or address that it has; null for one that has none.</summary>
    public IEnumerable<string?> Items(string field) => _fields.GetValueOrDefault(field) switch
    {
        YamlSequenceNode list => list.Children.Select(Item),
        YamlScalarNode scalar => Item(scalar) is { } text ? [text] : [],
        YamlMappingNode map => [Item(map)],
        _ => [],
    };

    private static string? Item(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 0 } text, Style: not ScalarStyle.Plain } => text,
        YamlScalarNode { Value: { Length: > 0 } text } when text is not ("~" or "null" or "Null" or "NULL") => text,
        YamlMappingNode map => (Member(map, "name") ?? Member(map, "id") ?? Member(map, "url")) is YamlScalarNode named ? Item(named) : null,
        _ => null,
    };

    /// <summary>The texts of a field, or those of a member of its items.</summary>
    public IEnumerable<string> Texts(string field, string? member = null) => _fields.GetValueOrDefault(field) switch
    {
        YamlSequenceNode list => list.Children
            .Select(n => member is not null && n is YamlMappingNode map ? Member(map, member) : n)
            .OfType<YamlScalarNode>().Select(s => s.Value).OfType<string>(),
        YamlScalarNode { Value: { Length: > 0 } text } when text is not ("~" or "null") => [text],
        _ => [],
    };

    private static YamlNode? Member(YamlMappingNode map, string name) =>
        map.Children.FirstOrDefault(c => c.Key is YamlScalarNode key && key.Value == name).Value;

    /// <summary>Parses each top-level field by itself, so that a malformed one does not affect the others.</summary>
    private void Read(string matter)
    {
        List<string> blocks = [];
        foreach (var line in matter.Split('\n'))
        {
            if (blocks.Count > 0 && (line.Length == 0 || char.IsWhiteSpace(line[0]) || line.StartsWith('-') || line.StartsWith('#')))
            {
                blocks[^1] += "\n" + line;
            }
            else if (line.Trim().Length > 0 && !line.StartsWith('#'))
            {
                blocks.Add(line);
            }
        }

        foreach (var block in blocks)
        {
            var key = block[..(block.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : Math.Min(block.Length, 40))].Trim();
            try
            {
                if (YamlText.Load(block) is [{ RootNode: YamlMappingNode { Children.Count: 1 } map }])
                {
                    if (!_fields.TryAdd(key, map.Children[0].Value))
                    {
                        _warnings.Add($"{key}: duplicate; the first was used.");
                    }
                }
                else
                {
                    _warnings.Add($"{key}: not a field with a value; ignored.");
                }
            }
            catch (YamlException e)
            {
                _warnings.Add($"{key}: {e.Message.TrimEnd('.')}; ignored.");
            }
        }
    }
}
