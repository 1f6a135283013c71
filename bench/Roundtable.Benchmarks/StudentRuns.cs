using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Roundtable.Annotation.Scores;
using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Teaching;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Corpus.Records;
using Roundtable.Models.Vectors;
using Roundtable.Workspace;
using Roundtable.Workspace.Students;
using Roundtable.Workspace.Vectors;

namespace Roundtable.Benchmarks;

/// <summary>How good a student is on public texts, how fast it learns and labels, and what errors of its teacher do to it.</summary>
internal static class StudentRuns
{
    private const int Labelled = 200_000;

    private const int Encoded = 10_000;

    /// <summary>
    /// Teaches the texts of one file and tests on those of another; both have the columns <c>text</c> and <c>category</c>. With a folder with a sentence-vector
    /// model the student sees its vectors; ROUNDTABLE_ADDONS names the add-on.
    /// </summary>
    public static void Run(string train, string test, IReadOnlyList<double> errors, int threads, string? vectors)
    {
        using var encoder = vectors is null ? null : SentenceEncoders.Open(Environments(), vectors);
        var (taught, tested) = (Read(train), Read(test));
        string[] classes = [.. taught.Select(t => t.Category).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var clusters = TextClusters.Of([.. taught.Select(t => t.Text)], default);
        foreach (var error in errors)
        {
            var random = new Random(1);
            var lesson = new Lesson(classes, [.. taught.Select((t, i) => Text(t, i, clusters[i]))]);
            var whole = Stopwatch.GetTimestamp();
            if (encoder is not null)
            {
                lesson = lesson with
                {
                    Vectors = new LessonVectors(encoder.Model.Digest.ToArray(), encoder.Encode([.. lesson.Texts.Select(t => t.Text)], threads, default)),
                };
                BenchTable.Report(("encoded", lesson.Texts.Count), ("seconds", Stopwatch.GetElapsedTime(whole).TotalSeconds));
            }

            var student = StudentTeacher.Teach(lesson, new TeachingSettings { Threads = threads }, default);
            var seconds = Stopwatch.GetElapsedTime(whole).TotalSeconds;
            string[] texts = [.. tested.Select(t => t.Text)];
            var answers = student.Student.Answer(texts, threads, default, encoder?.Encode(texts, threads, default));
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
            foreach (var tried in student.Tried)
            {
                Console.WriteLine($"  {tried.Inputs} at cost {tried.Cost}: {tried.Agreement.Share:0.0000}{(tried.Inputs == student.Inputs ? ", chosen" : "")}");
            }

            if (error == 0)
            {
                Speed(student.Student, tested, threads, encoder);
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
    private static void Speed(StudentModel student, List<(string Text, string Category)> tested, int threads, ISentenceEncoder? encoder)
    {
        var count = encoder is null ? Labelled : Encoded;
        string[] texts = [.. Enumerable.Range(0, count).Select(i => $"{tested[i % tested.Count].Text} {i / tested.Count}")];
        Label(texts[..2_000]);
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        Label(texts);
        BenchTable.Report(
            ("labelled", count),
            ("textsPerSecond", count / Stopwatch.GetElapsedTime(start).TotalSeconds),
            ("textsPerSecondOfProcessorTime", count / (Environment.CpuUsage.TotalTime - used).TotalSeconds));

        void Label(string[] some) => _ = student.Answer(some, threads, default, encoder?.Encode(some, threads, default));
    }

    /// <summary>Writes the sentence vectors of the texts of a JSON array as one: to be compared with what another program makes of the model.</summary>
    public static void Vectors(string texts, string model)
    {
        using var encoder = SentenceEncoders.Open(Environments(), model);
        var all = JsonSerializer.Deserialize<string[]>(File.ReadAllText(texts))!;
        Console.WriteLine(JsonSerializer.Serialize(encoder.Encode(all, 2, default)));
    }

    /// <summary>The environment of this process.</summary>
    internal static WorkspaceContext Environments() => new(
        Path.GetTempPath(), null, null, TimeProvider.System, Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal));

    private static double MacroF1(IReadOnlyList<StudentAnswer> answers, List<(string Text, string Category)> tested, string[] classes) => classes.Average(c =>
    {
        var hits = answers.Zip(tested).Count(p => classes[p.First.Class] == c && p.Second.Category == c);
        var (said, are) = (answers.Count(a => classes[a.Class] == c), tested.Count(t => t.Category == c));
        return said + are == 0 ? 1 : 2.0 * hits / (said + are);
    });

    private static List<(string Text, string Category)> Read(string path) =>
        [.. RecordFile.Read(path).Select(r => (r.Fields.First(f => f.Key == "text").Value ?? "", r.Fields.First(f => f.Key == "category").Value ?? ""))];
}
