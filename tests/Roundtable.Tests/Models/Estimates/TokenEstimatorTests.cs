using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;
using Roundtable.Deliberation.Panels;
using Roundtable.Models.Estimates;
using Roundtable.Record.Entries;
using Roundtable.Record.Storage;

namespace Roundtable.Tests.Models.Estimates;

public sealed class TokenEstimatorTests : IDisposable
{
    private static readonly Lazy<TiktokenTokenizer> _reference = new(() => TiktokenTokenizer.CreateForModel("gpt-4o"));

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Theory]
    [InlineData("", 0)]
    [InlineData("hello world", 2)]
    [InlineData("我认为同意很重要，因为这样更公平。未经许可的训练损害创作者。", 20)]
    public void Texts_are_counted_as_openai_counts_them(string text, long tokens) => Assert.Equal(tokens, O200kTokens.CountText(text));

    [Fact]
    public void A_long_text_is_counted_in_pieces_to_the_same_number() => Prop.ForAll(
        Gen.Elements("a", "Word", "don't", " ", "  ", "\n", " \n ", "\t", "12345", "!?", " x", "日本語", "😀", "é", "\r\n", ". ").ListOf(4_000).ToArbitrary(),
        (List<string> parts) =>
        {
            var text = string.Join("", parts.Select((p, i) => i % 7 == 0 ? p + " w" : p));
            Assert.Equal(_reference.Value.CountTokens(text, considerNormalization: false), O200kTokens.CountText(text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_word_without_end_is_counted_nearly_and_in_time_that_grows_with_its_length()
    {
        Assert.InRange(O200kTokens.CountText(new string('a', 200_000)), 200_000 / 9, 200_000 / 7);
        Assert.InRange(O200kTokens.CountText(string.Concat(Enumerable.Repeat("😀", 5_000))), 5_000, 10_000);
    }

    [Fact]
    public void Openais_models_are_estimated_as_counted_and_all_others_with_room()
    {
        ChatMessage[] prompt = [new(ChatRole.System, "Be brief."), new(ChatRole.User, string.Concat(Enumerable.Repeat("One word follows another. ", 100)))];
        var estimator = new TokenEstimator(TokenFactors.None);
        var exact = estimator.Count(new ModelCard("openai/gpt-x", "OpenAI"), prompt);
        Assert.Equal(prompt.Sum(m => _reference.Value.CountTokens(m.Text) + 1 + 3) + 3, exact);
        Assert.Equal((long)Math.Ceiling(exact * 1.35), estimator.Count(new ModelCard("anthropic/claude-x", "Anthropic"), prompt));
        Assert.Equal((long)Math.Ceiling(exact * 1.35), estimator.Count(new ModelCard("lab/own"), prompt));
    }

    [Fact]
    public async Task A_factor_is_measured_on_what_was_recorded_before()
    {
        await using var log = await RecordLog.OpenAsync(_data.FullName, TimeProvider.System, Cancellation);
        var prompt = string.Concat(Enumerable.Repeat("One word follows another. ", 30));
        var counted = O200kTokens.Count([new(ChatRole.User, prompt)]);
        for (var i = 0; i < 10; i++)
        {
            await RecordAsync(log, "anthropic/claude-x", prompt, new Usage(counted, 5, CacheRead: counted));
            await RecordAsync(log, "openai/gpt-x", prompt, new Usage(counted * 9, 5));
            await RecordAsync(log, "mistral/small", prompt, new Usage(Output: 5));
            await RecordAsync(log, "rehearsal/ada", prompt, new Usage(counted * 9, 5), simulated: true);
        }

        await RecordAsync(log, "xai/grok", "Too little.", new Usage(900, 5));
        var end = log.Size;
        for (var i = 0; i < 30; i++)
        {
            await RecordAsync(log, "anthropic/claude-x", prompt, new Usage(counted * 5, 5));
        }

        var factors = await TokenFactors.MeasureAsync(log, end, n => n[..n.IndexOf('/', StringComparison.Ordinal)] switch { "openai" => "OpenAI", var v => v }, Cancellation);
        Assert.Equal(2, factors.Of(new ModelCard("m", "anthropic")), 0.001);
        Assert.Equal(1, factors.Of(new ModelCard("m", "OpenAI")));
        Assert.Equal(TokenFactors.Unmeasured, factors.Of(new ModelCard("m", "mistral")));
        Assert.Equal(TokenFactors.Unmeasured, factors.Of(new ModelCard("m", "rehearsal")));
        Assert.Equal(TokenFactors.Unmeasured, factors.Of(new ModelCard("m", "xai")));
        Assert.Equal(TokenFactors.Unmeasured, factors.Of(new ModelCard("m")));

        // Later, the newest calls count alone.
        var later = await TokenFactors.MeasureAsync(log, log.Size, n => n[..n.IndexOf('/', StringComparison.Ordinal)], Cancellation);
        Assert.Equal(5, later.Of(new ModelCard("m", "anthropic")), 0.001);
    }

    private static Task<Receipt> RecordAsync(RecordLog log, string model, string prompt, Usage usage, bool simulated = false)
    {
        var content = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { new { role = "user", text = prompt } }));
        var leaf = new Leaf
        {
            Kind = LeafKind.ModelOutput,
            Time = DateTimeOffset.UnixEpoch,
            Producer = new Producer("c", model, null),
            Prompt = Digest.Of(content),
            Settings = Digest.Of(content),
            Output = Digest.Of(content),
            Raw = Digest.Of(content),
            Usage = usage,
            Simulated = simulated,
        };
        return log.AppendAsync(leaf, [content], Cancellation);
    }
}
