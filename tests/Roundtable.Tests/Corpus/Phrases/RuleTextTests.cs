using Roundtable.Corpus.Phrases;

namespace Roundtable.Tests.Corpus.Phrases;

/// <summary>What people read in the place of a rule's identifier.</summary>
public sealed class RuleTextTests
{
    [Fact]
    public void Every_rule_of_the_list_has_words()
    {
        var grammar = new PatternGrammar(PhraseFile.Current);
        var rules = grammar.Languages.SelectMany(l => l.Rules).Concat(grammar.Traces).Select(r => r.Id);
        Assert.DoesNotContain(rules, id => RuleText.Of(id) == id);
    }

    [Theory]
    [InlineData("en-as", "speaks as a language model (English)")]
    [InlineData("zh-name-kind: qwen", "gives itself the name of a model and says that it is one (Chinese): qwen")]
    [InlineData("de-assistant, quoted or reported", "says that it is an AI or an AI assistant (German), quoted or reported")]
    [InlineData("sandbox", "link into ChatGPT's sandbox")]
    [InlineData("model: gpt-4", "model: gpt-4")]
    [InlineData("thinking: yes", "thinking: yes")]
    [InlineData("en-as-it-were", "en-as-it-were")]
    [InlineData("\"I hope this helps!\"", "\"I hope this helps!\"")]
    public void Identifiers_become_words_and_nothing_else_does(string summary, string expected) => Assert.Equal(expected, RuleText.Of(summary));
}
