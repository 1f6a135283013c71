using System.Globalization;
using System.Text;
using Roundtable.Deliberation.Ballots;
using Roundtable.Deliberation.Questions;

namespace Roundtable.Deliberation.Answers;

/// <summary>The part of a prompt that shows a question and the answers to it under letters, each between lines that it cannot close.</summary>
internal static class QuotedAnswers
{
    /// <summary>About the most characters of all answers together; each is cut to an equal share of what shorter ones leave, and marked.</summary>
    private const int MaxCharacters = 240_000;

    /// <summary>Appends question and answers.</summary>
    public static void Append(StringBuilder text, Question question, AnswerLetters answers)
    {
        var fence = Quoted.Fence([question.Text, .. answers.Shown.Select(a => a.Words)]);
        var share = Share([.. answers.Shown.Select(a => a.Words.Length)]);
        text.AppendLine("Question:").AppendLine(fence).AppendLine(question.Text).AppendLine(fence).AppendLine();
        for (var i = 0; i < answers.Shown.Count; i++)
        {
            var words = answers.Shown[i].Words;
            text.AppendLine(CultureInfo.InvariantCulture, $"Answer {AnswerLetters.Letter(i)}:").AppendLine(fence);
            text.AppendLine(words.Length <= share ? words : words[..Whole(words, share)] + " [cut here]").AppendLine(fence).AppendLine();
        }
    }

    /// <summary>The largest length to which all are cut so that together they keep within the limit.</summary>
    private static int Share(int[] lengths)
    {
        var (left, share) = (MaxCharacters, 0);
        Array.Sort(lengths);
        for (var i = 0; i < lengths.Length; i++)
        {
            share = left / (lengths.Length - i);
            if (lengths[i] > share)
            {
                return share;
            }

            left -= lengths[i];
        }

        return int.MaxValue;
    }

    private static int Whole(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
