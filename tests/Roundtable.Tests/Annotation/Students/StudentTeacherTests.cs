using Roundtable.Annotation.Students.Learning;
using Roundtable.Annotation.Students.Teaching;
using Roundtable.Annotation.Students.Testing;
using Roundtable.Annotation.Votes;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Annotation.Students;

/// <summary>Students from lesson to answers: the same bytes on any number of threads, honest tests, errors of the teacher that are forgotten or found.</summary>
public sealed class StudentTeacherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_same_lesson_makes_the_same_bytes_on_any_number_of_threads()
    {
        var lesson = SampleLesson.Of(300, 19, errors: 0.1);
        var one = Teach(lesson, threads: 1);
        var bytes = StudentFile.Write(one.Student);
        foreach (var threads in (int[])[2, 7])
        {
            var other = Teach(lesson, threads: threads);
            Assert.Equal(bytes, StudentFile.Write(other.Student));
            Assert.Equal(one.Tested, other.Tested);
            Assert.Equal(one.Curve, other.Curve);
        }

        var changed = lesson with { Texts = [.. lesson.Texts.Select((t, i) => i == 0 ? t with { Text = t.Text + " zabu" } : t)] };
        Assert.NotEqual(bytes, StudentFile.Write(Teach(changed).Student));
    }

    [Fact]
    public void What_a_file_holds_answers_as_before_and_a_changed_bit_or_a_newer_version_is_refused()
    {
        var lesson = SampleLesson.Of(200, 5);
        var student = Teach(lesson, hasCurve: false).Student;
        var bytes = StudentFile.Write(student);
        var read = StudentFile.Read(bytes);
        string[] texts = [.. lesson.Texts.Select(t => t.Text), "", " ", "\ud83d\ude00\ud83d", new string('x', 70_000), "İstanbul ﬁn ß"];
        Assert.Equal(student.Answer(texts, 1, Cancellation), read.Answer(texts, 3, Cancellation));

        var random = new Random(7);
        for (var i = 0; i < TestDepth.Of(60, 2_000); i++)
        {
            byte[] broken = random.Next(3) == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            if (broken.Length == bytes.Length)
            {
                broken[random.Next(broken.Length)] ^= (byte)(1 << random.Next(8));
            }

            var e = Assert.Throws<InvalidDataException>(() => StudentFile.Read(broken));
            Assert.DoesNotContain('\n', e.Message);
        }

        byte[] newer = [.. bytes];
        newer["rt-student\n".Length] = 99;
        Assert.Equal("it was written by a newer program: update roundtable", Assert.Throws<InvalidDataException>(() => StudentFile.Read(newer)).Message);
        Assert.Equal("it is cut off or damaged", Assert.Throws<InvalidDataException>(() => StudentFile.Read([.. bytes, 0])).Message);
        Assert.Equal("it is not the file of a student", Assert.Throws<InvalidDataException>(() => StudentFile.Read([])).Message);
    }

    [Fact]
    public void Every_text_is_tested_by_a_student_that_saw_none_of_its_cluster()
    {
        // Every text stands there four times, with a label by chance: only whoever was taught its copies can know it.
        var once = SampleLesson.Of(100, 4, clear: 0).Texts;
        var random = new Random(3);
        short[] labels = [.. once.Select(_ => (short)random.Next(4))];
        LessonText[] copies = [.. Enumerable.Range(0, 400).Select(i => once[i / 4] with { Id = $"{i}", Cluster = i / 4, Label = labels[i / 4], Teacher = labels[i / 4], Gold = -1 })];
        var honest = Teach(new Lesson(["a", "b", "c", "d"], copies), hasCurve: false).Tested;
        var leaking = Teach(new Lesson(["a", "b", "c", "d"], [.. copies.Select((t, i) => t with { Cluster = i })]), hasCurve: false).Tested;
        Assert.InRange(Share(honest), 0, 0.45);
        Assert.InRange(Share(leaking), 0.9, 1);

        static double Share(IEnumerable<TestedText> tested) => Frequency.Of(tested, t => t.Student == t.Teacher).Share!.Value;
    }

    [Fact]
    public void Errors_by_chance_are_forgotten_and_a_pattern_is_found_and_learned()
    {
        var noisy = SampleLesson.Of(900, 6, errors: 0.2);
        var test = StudentTest.Of(noisy.Classes, Teach(noisy, hasCurve: false).Tested);
        Assert.InRange(test.Gold!.Teacher.Share!.Value, 0.76, 0.84);
        Assert.True(test.Gold.Student.Share > 0.95, $"{test.Gold.Student.Share}");
        Assert.True(test.Gold.Difference.Interval.Low > 0);
        Assert.Empty(test.Errors!.Patterns);
        Assert.True(test.Errors.Corrected.Share > 0.9);

        var biased = SampleLesson.Of(900, 6, errors: 0.02, takes: 3);
        var pattern = Assert.Single(StudentTest.Of(biased.Classes, Teach(biased, hasCurve: false).Tested).Errors!.Patterns);
        Assert.Equal(("class-0", "class-3"), (pattern.Gold, pattern.Teacher));
        Assert.InRange(pattern.Errors.Share!.Value, 0.4, 0.6);
    }

    [Fact]
    public void Probabilities_are_as_often_right_as_they_say_and_more_texts_teach_more()
    {
        var lesson = SampleLesson.Of(1_600, 8, clear: 22);
        var taught = Teach(lesson);
        var test = StudentTest.Of(lesson.Classes, taught.Tested);
        Assert.InRange(test.Agreement.Share!.Value, 0.5, 0.97);
        Assert.InRange(test.Calibration.Error, 0, 0.05);
        Assert.Equal(5, taught.Curve.Count);
        Assert.True(taught.Curve[0].Agreement.Share + 0.05 < taught.Curve[^1].Agreement.Share);
        Assert.Equal(lesson.Texts.Count, test.Confusions.Sum(c => c.Texts));

        // What it says of texts that it never met, beside what it said of itself.
        var fresh = SampleLesson.Of(1_000, 8, seed: 2, clear: 22);
        var said = taught.Student.Answer([.. fresh.Texts.Select(t => t.Text)], 2, Cancellation);
        var right = said.Zip(fresh.Texts).Count(p => p.First.Class == p.Second.Gold) / 1_000.0;
        Assert.InRange(right, test.Agreement.Interval!.Value.Low - 0.04, test.Agreement.Interval.Value.High + 0.06);
        Assert.InRange(said.Average(s => s.Probability) - right, -0.05, 0.05);
    }

    [Fact]
    public void The_probabilities_of_all_classes_make_one_and_the_greatest_is_the_answer()
    {
        var student = Teach(SampleLesson.Of(200, 17), hasCurve: false).Student;
        var (voice, all) = (new StudentVoice(student), new double[17]);
        foreach (var text in (string[])["babu zide", "", "nothing of it is known here: 漢字"])
        {
            voice.Probabilities(text, all);
            var answer = voice.Answer(text);
            Assert.Equal(1, all.Sum(), 9);
            Assert.Equal(all.Max(), answer.Probability, 9);
            Assert.Equal(Array.IndexOf(all, all.Max()), answer.Class);
        }
    }

    [Fact]
    public void Too_few_texts_or_one_class_alone_teach_nothing()
    {
        var few = SampleLesson.Of(19, 2);
        Assert.Contains("needs 20 at least", Assert.Throws<ArgumentException>(() => Teach(few)).Message, StringComparison.Ordinal);
        var one = SampleLesson.Of(40, 2);
        one = one with { Texts = [.. one.Texts.Select(t => t with { Label = 1 })] };
        Assert.Contains("the same label", Assert.Throws<ArgumentException>(() => Teach(one)).Message, StringComparison.Ordinal);
        Assert.Equal(25, Teach(SampleLesson.Of(25, 2)).Tested.Count);
        var silent = SampleLesson.Of(40, 2);
        silent = silent with { Texts = [.. silent.Texts.Select(t => t with { Gold = VoteTable.None })] };
        Assert.Null(StudentTest.Of(silent.Classes, Teach(silent).Tested).Gold);
    }

    private static TaughtStudent Teach(Lesson lesson, int threads = 2, bool hasCurve = true) =>
        StudentTeacher.Teach(lesson, new TeachingSettings { Threads = threads, HasCurve = hasCurve }, Cancellation);
}
