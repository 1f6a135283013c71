using System.Diagnostics;
using System.Security.Cryptography;
using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Teaching;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Corpus.Records;
using Roundtable.Workspace.Students;

namespace Roundtable.Benchmarks;

/// <summary>How good a student is on public texts, how fast it learns and labels, and what errors of its teacher do to it.</summary>
internal static class StudentRuns
{
    private const int Labelled = 200_000;

    /// <summary>Teaches the texts of one file and tests on those of another; both have the columns <c>text</c> and <c>category</c>.</summary>
    public static void Run(string train, string test, IReadOnlyList<double> errors, int threads)
    {
        var (taught, tested) = (Read(train), Read(test));
        string[] classes = [.. taught.Select(t => t.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var clusters = TextClusters.Of([.. taught.Select(t => t.Text)], default);
        foreach (var error in errors)
        {
            var random = new Random(1);
            var lesson = new Lesson(classes, [.. taught.Select((t, i) => Text(t, i, clusters[i]))]);
            var whole = Stopwatch.GetTimestamp();
            var student = StudentTeacher.Teach(lesson, new TeachingSettings { Threads = threads }, default);
            var seconds = Stopwatch.GetElapsedTime(whole).TotalSeconds;
            var answers = student.Student.Answer([.. tested.Select(t => t.Text)], threads, default);
            double[] right = [.. answers.Zip(tested, (a, t) => classes[a.Class] == t.Category ? 1.0 : 0)];
            var order = Enumerable.Range(0, right.Length).OrderByDescending(i => answers[i].Probability).ToList();
            var kept = order[..(right.Length * 4 / 5)];

            // What is handed over, a teacher answers that errs as the one did who taught.
            var pair = (kept.Sum(i => right[i]) + (order.Skip(kept.Count).Count(_ => random.NextDouble() >= error))) / right.Length;
            BenchTable.Report(
                (Path.GetFileNameWithoutExtension(train) + (error > 0 ? $"WithErrors{error * 100:0}" : ""), taught.Count),
                ("classes", classes.Length),
                ("accuracy", right.Average()),
                ("macroF1", MacroF1(answers, tested, classes)),
                ("calibrationError", CalibrationError.Of([.. answers.Select(a => a.Probability)], right).Error),
                ("pairWithAFifthHandedOver", pair),
                ("testedOnItsOwn", StudentTest.Of(classes, student.Tested).Agreement.Share ?? 0),
                ("cost", student.Cost),
                ("teachSeconds", seconds),
                ("megabytes", StudentFile.Write(student.Student).Length / 1e6));
            Console.WriteLine($"student.bin {Convert.ToHexStringLower(SHA256.HashData(StudentFile.Write(student.Student)))} at {threads} threads");
            if (error == 0)
            {
                Speed(student.Student, tested, threads);
            }

            LessonText Text((string Text, string Category) row, int index, int cluster)
            {
                var truth = (short)Array.IndexOf(classes, row.Category);
                var label = random.NextDouble() < error ? (short)((truth + 1 + random.Next(classes.Length - 1)) % classes.Length) : truth;
                return new LessonText($"{index}", row.Text, cluster, label, 1, label, VoteTable.None);
            }
        }
    }

    /// <summary>How many texts a second are labelled, none of them twice.</summary>
    private static void Speed(StudentModel student, List<(string Text, string Category)> tested, int threads)
    {
        string[] texts = [.. Enumerable.Range(0, Labelled).Select(i => $"{tested[i % tested.Count].Text} {i / tested.Count}")];
        _ = student.Answer(texts[..2_000], threads, default);
        var start = Stopwatch.GetTimestamp();
        _ = student.Answer(texts, threads, default);
        BenchTable.Report(("labelled", Labelled), ("textsPerSecond", Labelled / Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    private static double MacroF1(IReadOnlyList<StudentAnswer> answers, List<(string Text, string Category)> tested, string[] classes) => classes.Average(c =>
    {
        var hits = answers.Zip(tested).Count(p => classes[p.First.Class] == c && p.Second.Category == c);
        var (said, are) = (answers.Count(a => classes[a.Class] == c), tested.Count(t => t.Category == c));
        return said + are == 0 ? 1 : 2.0 * hits / (said + are);
    });

    private static List<(string Text, string Category)> Read(string path) =>
        [.. RecordFile.Read(path).Select(r => (r.Fields.First(f => f.Key == "text").Value ?? "", r.Fields.First(f => f.Key == "category").Value ?? ""))];
}
