using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Roundtable.Terms.Yaml;

/// <summary>Parses YAML; malformed text throws one kind of exception.</summary>
internal static class YamlText
{
    private const int MaxNesting = 64;

    /// <summary>The documents of a text.</summary>
    /// <exception cref="YamlException">When it is malformed.</exception>
    public static IList<YamlDocument> Load(string text)
    {
        var stream = new YamlStream();
        try
        {
            RefuseDepth(text);
            stream.Load(new StringReader(text));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // For some malformed texts the library throws other exceptions.
            throw new YamlException("a value or an indentation is out of place.", e);
        }

        return stream.Documents;
    }

    /// <summary>Limits the depth: the library builds nodes by recursion, which deep nesting would overflow; it parses events without.</summary>
    private static void RefuseDepth(string text)
    {
        var depth = 0;
        var parser = new Parser(new StringReader(text));
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxNesting)
            {
                throw new YamlException(parser.Current.Start, parser.Current.End, $"the nesting is deeper than {MaxNesting}.");
            }
        }
    }
}
