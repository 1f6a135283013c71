using System.Text;
using Roundtable.Corpus.Labelling;
using Roundtable.Corpus.Matches;
using Roundtable.Corpus.Origins;
using Roundtable.Corpus.Phrases;
using Roundtable.Corpus.Rows;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Corpus.Phrases;

/// <summary>What texts say of themselves, in the languages of the list.</summary>
public sealed class SelfIdentificationTests
{
    private readonly PhraseEvidence _search = new(KnownPhrases.Current);

    [Fact]
    public void Each_entry_of_the_list_finds_its_example()
    {
        var list = PhraseFile.Current;
        List<string> missed = [];
        foreach (var model in list.Models)
        {
            if (!Find(model.Example).Exists(e => e.Decides && string.Equals(e.Model, model.Name, StringComparison.OrdinalIgnoreCase)))
            {
                missed.Add($"{model.Name}: {model.Example}");
            }
        }

        var patterns = list.Languages.SelectMany(l => l.Patterns.Select(p => (p.Id, p.Example)).Concat(l.Examples.Select(e => (Id: $"{l.Language}-{e.Key}", Example: e.Value))));
        foreach (var (id, example) in patterns.Concat(list.Traces.Select(t => (t.Id, t.Example))))
        {
            if (!Find(example).Exists(e => e.Summary == id || e.Summary.StartsWith(id + ":", StringComparison.Ordinal)))
            {
                missed.Add($"{id}: {example} {string.Join(", ", Find(example).Select(e => e.Summary))}");
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public void Each_common_pattern_has_an_example_in_each_language_that_uses_it()
    {
        foreach (var language in PhraseFile.Current.Languages.Where(l => l.Templated))
        {
            Assert.Equal(PhraseFile.Current.Templates.Select(t => t.Id).Order(), language.Examples.Keys.Order());
        }
    }

    [Fact]
    public void Models_that_name_themselves_are_found_in_every_language() =>
        Assert.DoesNotContain(SaidByModels.All.Concat(SaidByOtherModels.All), l => Of(FieldRole.Response, Text(l)) != Origin.Synthetic);

    /// <summary>White space, emphasis, case, entities and typography do not matter.</summary>
    [Theory]
    [InlineData("as an ai\n  language\tmodel, i have no opinion.")]
    [InlineData("AS AN AI\u00A0LANGUAGE MODEL, I HAVE NO OPINION.")]
    [InlineData("**As an _AI_ language model**, I have no opinion.")]
    [InlineData("<b>As an AI</b> language model, I have no opinion.")]
    [InlineData("As\u3000an\u2009AI language mo\u00ADdel, I have no opinion.")]
    [InlineData("I&rsquo;m an AI language model.")]
    [InlineData("Ｉ ａｍ ａｎ AI language model。")]
    [InlineData("En tant que modele de langage, je n'ai pas d'opinion.")]
    [InlineData("Als kuenstliche Intelligenz")]
    public void Spelling_does_not_matter(string text) =>
        Assert.Equal(text.Contains("kuenstlich", StringComparison.Ordinal) ? Origin.Unknown : Origin.Synthetic, Of(FieldRole.Response, text));

    /// <summary>Neither as text nor, what is harder, as an answer.</summary>
    [Theory]
    [InlineData(FieldRole.Text)]
    [InlineData(FieldRole.Response)]
    public void People_who_sound_like_models_are_not_models(FieldRole role) =>
        Assert.DoesNotContain(SaidByPeople.All.Concat(SaidByOtherPeople.All), t => Of(role, t) != Origin.Unknown);

    [Theory]
    [InlineData("“{0}”, it said.")]
    [InlineData("It said: \"{0}\" and stopped.")]
    [InlineData("It said '{0}' twice.")]
    [InlineData("Il a dit « {0} » hier.")]
    [InlineData("Er sagte: „{0}“ und ging.")]
    [InlineData("她说：「{0}」然后走了。")]
    [InlineData("It prints `{0}` now.")]
    [InlineData("```\nprint: {0}\n```\nThat is all.")]
    [InlineData("> {0}\n\nWho wrote this?")]
    [InlineData("The bot replied: {0}")]
    [InlineData("I do not believe that {0}")]
    public void What_is_quoted_or_reported_is_weak(string frame)
    {
        const string Said = "I am ChatGPT, a large language model trained by OpenAI.";
        var evidence = Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, Said));
        Assert.Contains(evidence, e => e.Summary.EndsWith(", quoted or reported", StringComparison.Ordinal));
        Assert.All(evidence, e => Assert.Equal(Strength.Weak, e.Strength));

        // A text that is in quotation marks as a whole quotes nobody.
        Assert.Equal(Origin.Synthetic, Of(FieldRole.Response, $"\"{Said}\""));
    }

    /// <summary>Texts that are made to be slow: a search that takes a minute throws.</summary>
    [Theory]
    [InlineData("1")]
    [InlineData("1 ")]
    [InlineData("-4o")]
    [InlineData(".1")]
    [InlineData(" chat")]
    [InlineData(" model")]
    [InlineData(" very")]
    [InlineData(" (a")]
    [InlineData(", and ")]
    [InlineData(" large language model")]
    [InlineData(" ChatGPT")]
    [InlineData("I am ")]
    [InlineData("我是")]
    [InlineData("<|im_end|>")]
    [InlineData("[cite: 1, 2")]
    public void What_is_repeated_without_end_is_searched_in_time(string repeated)
    {
        string[] beginnings = ["I am ChatGPT", "I'm Claude, a", "As an AI language model", "Je suis Mistral", "我是通义千问", "我是GPT-4", "私はChatGPT", "저는 클로드", "[cite: 1", ""];
        foreach (var beginning in beginnings)
        {
            var text = beginning + string.Concat(Enumerable.Repeat(repeated, TestDepth.Of(500, 20_000))) + " ~";
            Assert.NotNull(Find(text));
            Assert.NotNull(Find(beginning + string.Concat(Enumerable.Repeat(repeated, 40)) + beginning + "~"));
        }
    }

    /// <summary>What is found does not depend on the text around it, nor on where triggers fall into blocks of words.</summary>
    [Fact]
    public void What_is_found_is_found_at_any_place_of_a_long_text()
    {
        var random = new Random(1);
        string[] words = ["the", "price", "of", "tea", "rose", "again.", "In", "May", "ships", "sailed", "à", "日本", "—", "\n\n", "1889"];
        for (var i = 0; i < TestDepth.Of(200, 4000); i++)
        {
            var said = Text(SaidByModels.All[random.Next(SaidByModels.All.Length)]);
            if (said.StartsWith('<') || said.EndsWith('>') || said.StartsWith('[') || said.StartsWith('◁'))
            {
                continue;
            }

            var before = string.Join(' ', Enumerable.Range(0, random.Next(400)).Select(_ => words[random.Next(words.Length)])) + "\n\n";
            var after = "\n\n" + string.Join(' ', Enumerable.Range(0, random.Next(400)).Select(_ => words[random.Next(words.Length)]));
            var alone = Find(said).Select(e => (e.Summary, e.Strength)).Order();
            Assert.Equal(alone, Find(before + said + after).Select(e => (e.Summary, e.Strength)).Order());
        }
    }

    [Fact]
    public void Spans_count_characters_of_the_text_as_it_is()
    {
        const string Text = "Ça va ? **Je   suis ChatGPT**, dit-il.";
        var span = Assert.Single(Assert.Single(Find(Text)).Spans);
        Assert.Equal("Je   suis ChatGPT", Text[span.Start..span.End]);
    }

    private Origin Of(FieldRole role, string text) => OriginRule.Of(Find(text, role));

    private static string Text(string line) => line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..].Replace("\\n", "\n", StringComparison.Ordinal)
        .Replace("\\ue202", "\ue202", StringComparison.Ordinal).Replace("\\ue201", "\ue201", StringComparison.Ordinal);

    private List<Evidence> Find(string text, FieldRole role = FieldRole.Response)
    {
        var row = new RowText();
        row.Add(role, 0, Encoding.UTF8.GetBytes(text));
        var words = new WordList();
        Words.Find(row.Text, words);
        List<Evidence> evidence = [];
        _search.Add(row, new RowPlan("custom", [new PlannedField("field", role)]), words, evidence);
        return evidence;
    }
}
