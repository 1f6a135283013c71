using System.Globalization;
using Roundtable.Workspace.Sets.Formats;
using Roundtable.Workspace.Sets.Rows;

namespace Roundtable.Tests.Workspace.Sets.Formats;

/// <summary>Rows that are made up from a seed: tools, images, nothing at all, thoughts, halves of surrogate pairs, marks that programs take for their own.</summary>
internal sealed class RandomRows(int seed)
{
    private static readonly string[] _texts =
    [
        "What is the capital of France?", "", " ", "Paris.", "Zwölf Boxkämpfer jagen Viktor quer über den Sylter Deich.", "日本語のテキスト", "a\u2028b\u2029c\u0085d\r\ne\tf",
        "<think>not mine</think>", "</s><|im_end|>", "He said \"<image>\" twice.", "\uD83D\uDE00 fine", "half \uD83D", "\uDE00 other half", "\0 and \u001F", "{\"a\": 1}",
        "\n\nHuman: x", "{{ bos_token }} {% if %}", "ends with a backslash \\", new string('x', 3000),
    ];

    private readonly Random _random = new(seed);

    public SetContent Next(SetShape shape)
    {
        var prompt = Prompt(out var tools);
        return shape switch
        {
            SetShape.Preference => new SetContent.Preferred(prompt, Answer(tools), Answer(tools)) { Tools = tools },
            SetShape.Judgement => new SetContent.Answered(prompt, Answer(tools)) { Tools = tools, IsGood = Chance(2) },
            SetShape.Steps => Steps(),
            _ => new SetContent.Answered(prompt, Answer(tools)) { Tools = tools },
        };
    }

    private SetContent.Stepwise Steps()
    {
        var count = _random.Next(1, 6);
        return new SetContent.Stepwise(Text(), [.. Enumerable.Range(0, count).Select(_ => Text())], [.. Enumerable.Range(0, count).Select(_ => Chance(2))]);
    }

    private List<SetMessage> Prompt(out IReadOnlyList<SetTool> tools)
    {
        tools = Chance(3)
            ? [.. Enumerable.Range(0, _random.Next(1, 3)).Select(i => new SetTool(
                Chance(8) ? "odd name!" : $"tool_{i}", Chance(2) ? Text() : null, Chance(6) ? "{}" : Schema()))]
            : [];
        List<SetMessage> prompt = [];
        for (var i = _random.Next(3); i > 0; i--)
        {
            prompt.Add(new SetMessage(SetRole.System, Text()));
        }

        for (var turns = _random.Next(1, 4); turns > 0; turns--)
        {
            prompt.Add(User());
            if (Chance(5))
            {
                prompt.Add(User());
            }

            if (turns == 1)
            {
                break;
            }

            var answer = Answer(tools);
            prompt.Add(answer);
            foreach (var call in answer.Calls)
            {
                prompt.Add(new SetMessage(SetRole.Tool, Text()) { CallId = Chance(10) ? null : Chance(20) ? "another" : call.Id });
            }

            if (answer.Calls.Count > 0 && Chance(2))
            {
                prompt.Add(new SetMessage(SetRole.Assistant, Text()));
            }
        }

        // What ends with an answer or with nothing asks nothing.
        if (Chance(40))
        {
            prompt.Add(Answer([]));
        }

        return Chance(60) ? [] : prompt;
    }

    private SetMessage User() => new(SetRole.User, Text())
    {
        Images = Chance(8) ? [.. Enumerable.Range(0, _random.Next(1, 3)).Select(i => string.Create(CultureInfo.InvariantCulture, $"https://example.org/{i}.png"))] : [],
    };

    private SetMessage Answer(IReadOnlyList<SetTool> tools) => new(SetRole.Assistant, Text())
    {
        Thinking = Chance(4) ? Text() : null,
        Calls = tools.Count > 0 && Chance(2)
            ? [.. Enumerable.Range(0, _random.Next(1, 3)).Select(i => new SetToolCall($"call_{_random.Next(1_000_000)}_{i}", tools[_random.Next(tools.Count)].Name, Chance(3) ? "{}" : """{"p1":"ü","n":[1,{"x":null}]}"""))]
            : [],
    };

    private string Schema() =>
        "{\"type\":\"object\",\"properties\":{\"p" + _random.Next(5).ToString(CultureInfo.InvariantCulture) + "\":{\"type\":\"" + (Chance(2) ? "string" : "integer") + "\"}}}";

    private string Text() => _texts[_random.Next(_texts.Length)];

    private bool Chance(int outOf) => _random.Next(outOf) == 0;
}
