INSERT INTO event_signatures BY NAME FROM changed_signatures
