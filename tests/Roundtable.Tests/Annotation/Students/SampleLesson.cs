using System.Globalization;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Deliberation.Rounds;

namespace Roundtable.Tests.Annotation.Students;

/// <summary>Texts of made-up words, of which each class has some of its own, and a teacher that errs as it is told to.</summary>
internal static class SampleLesson
{
    private const int Words = 40;

    /// <summary>A lesson.</summary>
    /// <param name="texts">Number of texts.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="seed">The same seed makes the same lesson.</param>
    /// <param name="errors">Of how many texts the teacher says any other class, 0 to 1.</param>
    /// <param name="takes">The class that the teacher takes the first one for as often as not; null for none.</param>
    /// <param name="gold">Share of the texts that people labelled, 0 to 1.</param>
    /// <param name="clear">Of how many words in a hundred the class of a text decides.</param>
    public static Lesson Of(int texts, int classes, long seed = 1, double errors = 0, short? takes = null, double gold = 1, int clear = 50)
    {
        var random = new SeededRandom(seed, "lesson");
        List<LessonText> all = [];
        for (var i = 0; i < texts; i++)
        {
            var truth = (short)(i % classes);
            var words = Enumerable.Range(0, 9).Select(_ => Word(random.NextUnit() * 100 < clear ? truth : -1, (int)(random.NextUnit() * Words)));
            var text = string.Join(' ', words);
            var teacher = takes is { } taken && truth == 0 && random.NextUnit() < 0.5 ? taken
                : random.NextUnit() < errors ? (short)((truth + 1 + (int)(random.NextUnit() * (classes - 1))) % classes)
                : truth;
            all.Add(new LessonText(
                i.ToString(CultureInfo.InvariantCulture), text, i, teacher, 0.9, teacher, random.NextUnit() < gold ? truth : VoteTable.None));
        }

        return new Lesson([.. Enumerable.Range(0, classes).Select(c => $"class-{c}")], all);
    }

    private static string Word(int owner, int number)
    {
        const string Consonants = "bcdfghklmnprstvz";
        const string Vowels = "aeiou";
        var mixed = unchecked((uint)(((owner + 2) * 7919) + (number * 104729)) * 2654435761u);
        return string.Concat(Enumerable.Range(0, 3).Select(i =>
        {
            mixed = unchecked((mixed * 1664525u) + 1013904223u);
            return $"{Consonants[(int)((mixed >> 8) % 16)]}{Vowels[(int)((mixed >> 16) % 5)]}";
        }));
    }
}
