using System.Text;
using System.Text.RegularExpressions;
using Roundtable.Corpus.Phrases;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Phrases;

/// <summary>What must stand in a text for a pattern to find something there: no more than is true.</summary>
public sealed class PatternLiteralsTests
{
    private static readonly Dictionary<string, string[]> _tables = new(StringComparer.Ordinal)
    {
        ["intro"] = ["i am", "i'm"],
        ["kind"] = ["language model", "llm"],
        ["short"] = ["i", "my"],
        ["many"] = [.. Enumerable.Range(100, 80).Select(i => $"w{i}")],
    };

    /// <summary>Sets are parted by slashes, and the strings of each by bars.</summary>
    [Theory]
    [InlineData(@"(?<hit>\b(?:%intro%) (?:very )?(?:%kind%))", "i am |i'm /language model|llm", "i am |i'm ")]
    [InlineData(@"(?<hit>(?<!\b(?:no|ne) )\b(?:%intro%)(?: a)?)$", "i am|i'm", "i am|i'm")]
    [InlineData(@"(?:^|[.,] ?)(?<hit>as an? (?:%kind%))[ ,](?:%short%)", "as a/ language model| llm/ i| my|,i|,my", null)]
    [InlineData("(?:abc|abd)+x", "abc|abd", "abc|abd")]
    [InlineData("(?:abc)*xyz{2,3}", "xy", null)]
    [InlineData("ab?cd", "cd", null)]
    [InlineData("(?:one|two?|three) four", "one|tw|three/ four", "one|tw|three")]
    [InlineData("(?:one|[0-9]+) four", " four", null)]
    [InlineData(@"\[inst\]|<s>", "[inst]|<s>", "[inst]|<s>")]
    [InlineData("stat[oa] x", "stato x|stata x", "stato x|stata x")]
    [InlineData("stat[a-o] x", "stat/ x", "stat")]
    [InlineData("%unknown%abc", "abc", null)]
    [InlineData("(?=abc)a.c", "", null)]
    [InlineData(@"\u0061bc\d\nxy", "bc/" + "\nxy", null)]
    [InlineData("我|我是", "我|我是", "我|我是")]
    public void What_is_required_is_read_from_a_pattern(string pattern, string required, string? heads)
    {
        var (sets, head) = PatternLiterals.Of(pattern, _tables);
        Assert.Equal(required, string.Join('/', sets.Select(s => string.Join('|', s))));
        Assert.Equal(heads, head is null ? null : string.Join('|', head));
    }

    [Fact]
    public void Of_long_tables_no_combinations_are_made()
    {
        var (sets, head) = PatternLiterals.Of("%many%ab", _tables);
        Assert.Equal([80, 1], sets.Select(s => s.Length));
        Assert.Equal(_tables["many"], head);
    }

    /// <summary>Every rule of the list finds what its expression finds when it is tried at each character of a text.</summary>
    [Fact]
    public void Nothing_is_ruled_out_that_an_expression_finds()
    {
        var grammar = new PatternGrammar(PhraseFile.Current);
        PatternRule[] rules = [.. grammar.Languages.SelectMany(l => l.Rules), .. grammar.Traces];
        var slow = rules.Select(r => Everywhere(r)).ToArray();
        Assert.True(rules.Count(r => r.Needs.Value.Heads is not null) > rules.Length / 2);
        Assert.True(rules.Count(r => r.Needs.Value.Required.Count > 0) > rules.Length * 9 / 10, string.Join(' ', rules.Where(r => r.Needs.Value.Required.Count == 0).Select(r => r.Id)));
        var found = 0;
        foreach (var text in Texts())
        {
            for (var i = 0; i < rules.Length; i++)
            {
                Match[] expected = [.. (IEnumerable<Match>)slow[i].Matches(text)];
                Assert.Equal(expected.Select(m => (m.Index, m.Length)), rules[i].Matches(text).Select(m => (m.Index, m.Length)));
                Assert.All(expected, m => Assert.All(rules[i].Needs.Value.Required, s => Assert.True(s.IsIn(m.Value), $"{rules[i].Id}: {m.Value}")));
                found += expected.Length;
            }
        }

        Assert.InRange(found, 60, int.MaxValue);
    }

    private static Regex Everywhere(PatternRule rule)
    {
        var text = rule.Expression.Value.ToString();
        return new Regex(
            rule.Needs.Value.Heads is null ? text : text[@"\G(?:".Length..^1], RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));
    }

    /// <summary>Examples of the list and sayings, and pieces of several of them cut anywhere and put together.</summary>
    private static IEnumerable<string> Texts()
    {
        var list = PhraseFile.Current;
        string[] said =
        [
            .. list.Models.Select(m => m.Example), .. list.Traces.Select(t => t.Example),
            .. list.Languages.SelectMany(l => l.Patterns.Select(p => p.Example).Concat(l.Examples.Values)),
            .. SaidByModels.All, .. SaidByOtherModels.All, .. SaidByPeople.All, .. SaidByOtherPeople.All,
        ];
        var random = new Random(7);
        random.Shuffle(said);
        for (var i = 0; i < TestDepth.Of(80, 4_000); i++)
        {
            var mixed = new StringBuilder(said[i % said.Length]);
            for (var more = 0; more < 3; more++)
            {
                var other = said[random.Next(said.Length)];
                var from = random.Next(other.Length);
                mixed.Insert(random.Next(mixed.Length + 1), other.AsSpan(from, random.Next(other.Length - from + 1)));
            }

            yield return Folded(said[i % said.Length]);
            yield return Folded(mixed.ToString());
        }
    }

    private static string Folded(string text)
    {
        var folded = new FoldedText();
        var bytes = Encoding.UTF8.GetBytes(text);
        folded.Fold(bytes, 0, bytes.Length);
        return folded.Text;
    }
}
