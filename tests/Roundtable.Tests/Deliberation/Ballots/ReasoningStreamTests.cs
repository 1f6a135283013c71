using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Roundtable.Deliberation.Ballots;

namespace Roundtable.Tests.Deliberation.Ballots;

public sealed class ReasoningStreamTests
{
    [Fact]
    public void The_reasons_come_out_of_the_json_however_it_is_cut() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>().Generator.Zip(Gen.Choose(1, 9)).ToArbitrary(),
            given =>
            {
                var reasons = given.Item1.Get.Replace("\r", "", StringComparison.Ordinal).Replace("\b", "", StringComparison.Ordinal).Replace("\f", "", StringComparison.Ordinal);
                var json = JsonSerializer.Serialize(new { reasoning = reasons, choice = "1", confidence = 0.5 });
                return Follow(json, given.Item2) == JsonDocument.Parse(json).RootElement.GetProperty("reasoning").GetString();
            }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("Plain talk, no JSON.", "Plain talk, no JSON.")]
    [InlineData("<think>Perhaps {no}?</think>\nTalk after thinking.", "Talk after thinking.")]
    [InlineData("<think>Perhaps", "")]
    [InlineData("<thin", "")]
    [InlineData("<b>Talk</b>", "<b>Talk</b>")]
    [InlineData("  \n Talk after space.", "  \n Talk after space.")]
    [InlineData("```json\n{\"choice\":\"1\",\"reasoning\":\"In a fence\"}\n```", "In a fence")]
    [InlineData("{\"choice\": \"1\", \"confidence\": 1}", "")]
    [InlineData("", "")]
    public void Anything_else_is_shown_as_it_is_or_not_at_all(string answer, string expected)
    {
        for (var size = 1; size <= answer.Length + 1; size++)
        {
            Assert.Equal(expected, Follow(answer, size));
        }
    }

    private static string Follow(string answer, int size)
    {
        var stream = new ReasoningStream();
        return string.Concat(answer.Chunk(size).Select(c => stream.Append(new string(c))));
    }
}
