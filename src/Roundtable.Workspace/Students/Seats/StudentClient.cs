using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Roundtable.Annotation.Codebooks;
using Roundtable.Annotation.Students.Learning;
using Roundtable.Models.Vectors;
using Roundtable.Record.Wording;
using Roundtable.Workspace.Students.Folders;

namespace Roundtable.Workspace.Students.Seats;

/// <summary>
/// A student in a seat. It reads the prompt that any model would get and answers in the same form: the label of a text by its own codebook, or a question whose
/// options are classes of it. Of anything else, and of what it is less sure of than its threshold, it says nothing: the seat is absent, with the reason, and
/// the rest of the panel decides.
/// </summary>
public sealed class StudentClient : IChatClient
{
    private const string Fence = "=====";
    private const string Text = "The text to label:";
    private const string Question = "Question:\n";
    private const string Options = "\n\nOptions, in no particular order:\n";
    private const string Option = "Option ";

    private readonly StudentModel _student;
    private readonly string _name;
    private readonly double _minProbability;
    private readonly ISentenceEncoder? _encoder;
    private readonly ConcurrentBag<StudentVoice> _voices = [];

    /// <summary>Seats a student.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="encoder">The sentence-vector model that it needs; null where it needs none.</param>
    /// <exception cref="WorkspaceException">When the student cannot be read.</exception>
    public StudentClient(StudentFolder folder, ISentenceEncoder? encoder = null) =>
        (_student, _name, _minProbability, _encoder) = (folder.Model(), folder.Report.Name, folder.HandOver()?.MinProbability ?? 0, encoder);

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var prompt = (messages.FirstOrDefault(m => m.Role == ChatRole.User)?.Text ?? "").ReplaceLineEndings("\n");
        var answer = Label(prompt, options) ?? Vote(prompt) ?? throw new InvalidOperationException(
            $"The student {_name} labels texts by its own codebook, and answers questions whose options are classes of it. This is neither.");
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer.ToJsonString()))
        {
            ModelId = _name,
            FinishReason = ChatFinishReason.Stop,
        });
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>The label of a text; null where no label is asked for, or by another codebook.</summary>
    private JsonObject? Label(string prompt, ChatOptions? options)
    {
        if (options?.ResponseFormat is not ChatResponseFormatJson { Schema: { } schema } || !IsOwn(schema))
        {
            return null;
        }

        // The text cannot close its own fence, and nothing after the last fence is anybody's but the program's.
        var lines = prompt.Split('\n');
        var end = Array.FindLastIndex(lines, l => l.StartsWith(Fence, StringComparison.Ordinal) && l.EndsWith(Fence, StringComparison.Ordinal));
        var start = end <= 0 ? -1 : Array.LastIndexOf(lines, lines[end], end - 1);
        if (start < 1 || lines[start - 1] != Text)
        {
            return null;
        }

        var (label, probability) = Best(string.Join('\n', lines[(start + 1)..end]), _student.Classes);
        return new JsonObject { ["reason"] = Reason(probability), ["label"] = label, ["confidence"] = Math.Round(probability, 4) };
    }

    /// <summary>Whether the labels of a form are the student's: all of its classes, and what stands for none.</summary>
    private bool IsOwn(JsonElement schema)
    {
        if (!schema.TryGetProperty("properties", out var members) || !members.TryGetProperty("label", out var label))
        {
            return false;
        }

        var labels = Labels(label).ToHashSet(StringComparer.Ordinal);
        labels.Add(CodebookAnswer.CannotTellText);
        return labels.SetEquals(_student.Classes.Append(CodebookAnswer.CannotTellText));
    }

    private static IEnumerable<string> Labels(JsonElement label)
    {
        if (label.TryGetProperty("enum", out var names))
        {
            return names.EnumerateArray().Select(n => n.GetString()!);
        }

        return label.TryGetProperty("anyOf", out var forms) ? forms.EnumerateArray().SelectMany(Labels)
            : label.TryGetProperty("minimum", out var min) && label.TryGetProperty("maximum", out var max)
                ? Enumerable.Range(min.GetInt32(), max.GetInt32() - min.GetInt32() + 1).Select(s => s.ToString(CultureInfo.InvariantCulture))
            : [];
    }

    /// <summary>A vote on a question without documents; null where it is none, or an option is no class.</summary>
    private JsonObject? Vote(string prompt)
    {
        var at = prompt.IndexOf(Options, StringComparison.Ordinal);
        if (!prompt.StartsWith(Question, StringComparison.Ordinal) || at < 0)
        {
            return null;
        }

        var shown = prompt[(at + Options.Length)..].Split('\n').TakeWhile(l => l.StartsWith(Option, StringComparison.Ordinal))
            .Select(l => l[Option.Length..].Split(": ", 2)).Where(l => l.Length == 2).ToDictionary(l => l[1].Trim(), l => l[0], StringComparer.Ordinal);
        if (shown.Count < 2 || shown.Keys.Any(o => !_student.Classes.Contains(o, StringComparer.Ordinal)))
        {
            return null;
        }

        var (option, probability) = Best(prompt[Question.Length..at], [.. shown.Keys]);
        return new JsonObject
        {
            ["reasoning"] = Reason(probability),
            ["choice"] = shown[option],
            ["moved_by"] = null,
            ["answers"] = null,
            ["objection"] = null,
            ["confidence"] = Math.Round(probability, 4),
        };
    }

    private (string Class, double Probability) Best(string text, IReadOnlyList<string> among)
    {
        var voice = _voices.TryTake(out var free) ? free : new StudentVoice(_student);
        var all = new double[_student.Classes.Count];
        voice.Probabilities(text, all, _encoder?.Encode([text], 1, CancellationToken.None)[0]);
        _voices.Add(voice);
        var known = Enumerable.Range(0, all.Length).Where(c => among.Contains(_student.Classes[c], StringComparer.Ordinal)).ToList();
        var best = known.MaxBy(c => all[c]);
        var probability = all[best] / known.Sum(c => all[c]);
        return probability >= _minProbability ? (_student.Classes[best], probability) : throw new InvalidOperationException(Neutralise.Line(string.Create(
            CultureInfo.InvariantCulture, $"The student {_name} hands over what it is less sure of than {_minProbability:0.###}: here {probability:0.###}.")));
    }

    private string Reason(double probability) => (_encoder is null ? "Its words and letters are those of texts" : "It is like texts")
        + string.Create(CultureInfo.InvariantCulture, $" that were taught so, with a calibrated probability of {probability:0.###}.");
}
