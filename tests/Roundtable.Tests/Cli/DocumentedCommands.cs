using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli;

/// <summary>What pages of the documentation tell people to type.</summary>
internal static partial class DocumentedCommands
{
    /// <summary>The commands of a page: lines of its code blocks that begin with the program's name.</summary>
    public static IEnumerable<(int Line, string[] Words)> Of(string page)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        for (var i = 0; i < lines.Length; i++)
        {
            if (Command().Match(lines[i]) is { Success: true } match)
            {
                var number = i + 1;
                var text = match.Groups["arguments"].Value;
                while (text.EndsWith('\\') && i + 1 < lines.Length)
                {
                    text = text[..^1] + lines[++i];
                }

                yield return (number, [.. CommandLineParser.SplitCommandLine(Comment().Replace(text, "").Replace('\'', '"'))]);
            }
        }
    }

    /// <summary>Copies a folder with all that is in it.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [GeneratedRegex(@"^(?: {4}|\t)\s*(?:\$ )?(?:\./)?roundtable (?<arguments>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?:^|\s)#\s.*$", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
