Console.WriteLine("roundtable");
